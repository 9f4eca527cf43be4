"""The rule of promises told a second time, the long way round: no dataclass, no function of `commitments.rule`.

Quantities are whole numbers, tolerance is a tenth. A word is a dict: person, party (as they count), outcome, counted,
day. The state machine holds the services to what is said here.
"""

ENDED = ("declined", "could_not", "cancelled", "closed")


def contradicted(words) -> bool:
    """Some two words are more than a tenth apart, and the smaller is no «until now» of an earlier day."""
    for low in words:
        for high in words:
            far_apart = low["counted"] * 10 < high["counted"] * 9
            until_now = low["outcome"] in ("partly", "not") and low["day"] < high["day"]
            if far_apart and not until_now:
                return True
    return False


def seen_by_two(words) -> int:
    """The largest quantity that one person saw and another person of another party saw too."""
    for quantity in sorted({word["counted"] for word in words}, reverse=True):
        saw = {(word["person"], word["party"]) for word in words if word["counted"] >= quantity}
        if any(a[0] != b[0] and a[1] != b[1] for a in saw for b in saw):
            return quantity
    return 0


def instalment_state(due, words) -> tuple[str, int, int]:
    """(state, most anybody saw, most that two saw)."""
    most = max([word["counted"] for word in words], default=0)
    if contradicted(words):
        return "disputed", most, 0
    two = seen_by_two(words)
    if two * 10 >= due * 9:
        return "verified", most, two
    if most * 10 >= due * 9:
        return "delivered", most, two
    if most:
        return "partly", most, two
    return ("missed" if words else "expected"), most, two


def promise_state(promise) -> tuple[str, int, int]:
    """(state, delivered, verified) of a promise: a dict of ending, confirmed, started, due and words by instalment."""
    found = [instalment_state(promise["due"], words) for words in promise["words"]]
    states = [state for state, _, _ in found]
    delivered, verified = sum(most for _, most, _ in found), sum(two for _, _, two in found)
    if promise["ending"]:
        return promise["ending"], delivered, verified
    if not promise["confirmed"]:
        return "proposed", delivered, verified
    if "disputed" in states:
        return "observed", delivered, verified
    if all(state == "verified" for state in states):
        return "verified", delivered, verified
    if all(state in ("verified", "delivered") for state in states):
        return "delivered", delivered, verified
    return ("in_progress" if promise["started"] or delivered else "confirmed"), delivered, verified
