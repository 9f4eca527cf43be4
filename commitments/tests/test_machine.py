"""People of two UGELs act in any order; after every step each promise stands where the small model says."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from commitments import services
from commitments.enums import Channel, Outcome, Promiser, Ruling, VouchedBy
from commitments.models import Attestation, Commitment
from commitments.services import Part, Voice
from commitments.services.standing import judged
from commitments.tests.small_model import ENDED, instalment_state, promise_state
from core.accounts.enums import Role
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory
from tests.world import make_person

DUE = 100
DATES = [date(2026, 5, 5), date(2026, 5, 12)]
PEOPLE = ("colonel", "major", "rosa", "elmer", "hilda", "gino")
places = st.sampled_from(["norte", "sur"])
promises = st.integers(0, 1)
instalments = st.integers(0, 1)
people = st.sampled_from(PEOPLE)
quantities = st.sampled_from([0, 30, 85, 90, 95, 100, 120])
days = st.integers(1, 3)


class Ugel:
    """One tenant's people and its two promises, for real and as the model keeps them."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            names = {"elmer": Role.UGEL_SPECIALIST, "hilda": Role.UGEL_HEAD, "ines": Role.UGEL_SPECIALIST}
            names |= {"rosa": Role.SCHOOL_HEAD, "gino": Role.GUARDIAN}
            users = {name: make_person(f"{name}.{ugel.code}", role, ugel=ugel) for name, role in names.items()}
            self.users = users
            army = PartnerFactory(created_by=users["elmer"])
            self.contacts = {name: ContactFactory(partner=army) for name in ("colonel", "major")}
            self.voices = {name: Voice.of_contact(contact) for name, contact in self.contacts.items()}
            parties = {"rosa": Party.SCHOOL, "elmer": Party.UGEL, "hilda": Party.UGEL, "gino": Party.GUARDIAN}
            self.voices |= {name: Voice.of_user(users[name], party) for name, party in parties.items()}
            self.promises = [self._promise(army) for _ in range(2)]

    def _promise(self, army):
        made = services.make_commitment(
            school=SchoolFactory(),
            promiser=Promiser.PARTNER,
            partner=army,
            what="Cien sillas",
            unit="sillas",
            category="furniture",
            parts=[Part(day, Decimal(DUE)) for day in DATES],
            by=self.users["elmer"],
        )
        fresh = {"ending": "", "confirmed": False, "started": False, "due": DUE, "words": [[], []]}
        return {"pk": made.pk, **fresh}


class Promises(RuleBasedStateMachine):
    ugels: dict = {}

    @initialize()
    def open_two_ugels(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.at = {name: Ugel(ugel) for name, ugel in self.ugels.items()}

    def teardown(self):
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def act(self, place, index, expected, do):
        """Do it as people of `place`; it goes through exactly when the model says so. Gives the model's promise."""
        here = self.at[place]
        promise = here.promises[index]
        with scope(here.ugel):
            commitment = Commitment.objects.get(pk=promise["pk"])
            try:
                with transaction.atomic():
                    do(here, commitment)
            except DomainError as error:
                note(f"refused: {type(error).__name__}")
                assert not expected(promise), f"{type(error).__name__} was not expected"
                return None
        assert expected(promise), "went through and should not have"
        return promise

    @rule(place=places, index=promises)
    def confirm(self, place, index):
        done = self.act(
            place,
            index,
            lambda p: p["ending"] in ("", "closed"),
            lambda here, c: services.confirm(commitment=c, version=c.version, voice=here.voices["colonel"]),
        )
        if done:
            done["confirmed"] = True

    @rule(place=places, index=promises)
    def decline(self, place, index):
        done = self.act(
            place,
            index,
            lambda p: p["ending"] == "declined" or self._stands(p) == "proposed",
            lambda here, c: services.decline(commitment=c, reason="x", voice=here.voices["major"]),
        )
        if done:
            done["ending"] = "declined"

    @rule(place=places, index=promises)
    def start(self, place, index):
        done = self.act(
            place,
            index,
            lambda p: p["started"] or self._stands(p) == "confirmed",
            lambda here, c: services.start(commitment=c, by=here.users["elmer"]),
        )
        if done:
            done["started"] = True

    @rule(place=places, index=promises, which=instalments, name=people, quantity=quantities, day=days)
    def say(self, place, index, which, name, quantity, day):
        self._say(place, index, which, name, quantity, day)

    @rule(place=places, index=promises, which=instalments, name=people, quantity=quantities, day=days)
    def say_once_more_of_a_likely_one(self, place, index, which, name, quantity, day):
        # Twice as likely as the other rules, so that promises get as far as their witnesses.
        self._say(place, index, which, name, max(quantity, 90), day)

    def _say(self, place, index, which, name, quantity, day):
        outcome = "not" if not quantity else "delivered" if quantity >= 85 else "partly"
        done = self.act(
            place,
            index,
            lambda p: p["confirmed"] and not p["ending"],
            lambda here, c: services.attest(
                instalment=c.instalments.in_order()[which],
                voice=here.voices[name],
                outcome=Outcome(outcome),
                quantity=Decimal(quantity),
                seen_date=date(2026, 5, day),
            ),
        )
        if done:
            self._hear(done, which, name, self._party(name), outcome, quantity, day)

    @rule(place=places, index=promises, which=instalments, quantity=quantities, day=days)
    def write_down_for_the_colonel(self, place, index, which, quantity, day):
        """Counts as elmer's own word, for the UGEL, until the colonel vouches; never over the colonel's own."""
        outcome = "not" if not quantity else "delivered"
        done = self.act(
            place,
            index,
            lambda p: (
                p["confirmed"]
                and not p["ending"]
                and not any(w["who"] == "colonel" and w["is_own"] for w in p["words"][which])
            ),
            lambda here, c: services.attest(
                instalment=c.instalments.in_order()[which],
                voice=Voice.on_behalf(
                    party=Party.PROMISER,
                    recorded_by=here.users["elmer"],
                    channel=Channel.CALL,
                    contact=here.contacts["colonel"],
                ),
                outcome=Outcome(outcome),
                quantity=Decimal(quantity),
                seen_date=date(2026, 5, day),
            ),
        )
        if done:
            self._hear(done, which, "colonel", "ugel", outcome, quantity, day, person="elmer", is_own=False)

    @rule(place=places, index=promises, which=instalments)
    def colonel_vouches(self, place, index, which):
        promise = self.at[place].promises[index]
        for word in [w for w in promise["words"][which] if not w["is_own"]]:
            self.act(place, index, lambda p: True, lambda here, c: self._vouch(here, c, which))
            word.update(person="colonel", party="promiser", is_own=True)

    def _vouch(self, here, commitment, which):
        words = Attestation.objects.standing().filter(instalment=commitment.instalments.in_order()[which])
        word = words.get(contact=here.contacts["colonel"])
        services.vouch(word=word, how=VouchedBy.LINK, contact=here.contacts["colonel"])

    @rule(place=places, index=promises, name=people)
    def say_of_the_month(self, place, index, name):
        done = self.act(
            place,
            index,
            lambda p: p["confirmed"] and not p["ending"],
            lambda here, c: services.attest_month(commitment=c, month=DATES[0], voice=here.voices[name]),
        )
        for which in (0, 1) if done else ():
            by_day = any(w["who"] == name and w["is_own"] and not w["of_month"] for w in done["words"][which])
            if not by_day:
                day = DATES[which].day
                self._hear(done, which, name, self._party(name), "delivered", DUE, day, of_month=True)

    @rule(place=places, index=promises, which=instalments)
    def rule_that_the_smaller_counts(self, place, index, which):
        done = self.act(
            place,
            index,
            lambda p: self._may_lower(p, which),
            lambda here, c: services.resolve(
                instalment=c.instalments.in_order()[which], ruling=Ruling.SMALLER, reason="x", by=here.users["ines"]
            ),
        )
        if done:
            words = [w for w in done["words"][which] if w["counted"] is not None]
            smaller = min(w["counted"] for w in words)
            for word in words:
                word["counted"] = smaller

    @rule(place=places, index=promises, which=instalments, name=people)
    def set_somebody_aside(self, place, index, which, name):
        promise = self.at[place].promises[index]
        done = self.act(
            place,
            index,
            lambda p: self._may_set_aside(p, which, name),
            lambda here, c: self._set_aside(here, c, which, name),
        )
        if done:
            promise["words"][which] = [w for w in promise["words"][which] if w["who"] != name] + [
                {**w, "counted": None} for w in promise["words"][which] if w["who"] == name
            ]

    def _set_aside(self, here, commitment, which, name):
        instalment = commitment.instalments.in_order()[which]
        person = here.voices[name].person
        out = Attestation.objects.standing().filter(instalment=instalment, person=person)
        services.resolve(
            instalment=instalment, ruling=Ruling.SET_ASIDE, reason="x", by=here.users["ines"], set_aside=list(out)
        )

    @rule(place=places, index=promises)
    def change_what_is_promised(self, place, index):
        done = self.act(
            place,
            index,
            lambda p: not p["ending"] and (p["words"][0] == [] and p["words"][1] == []),
            self._change,
        )
        if done:
            done["confirmed"] = False

    def _change(self, here, commitment):
        if commitment.attestations.exists():
            raise DomainError  # the machine changes only what nobody spoke of, so that dates stay comparable
        services.change_promise(
            commitment=commitment,
            what=f"{commitment.what}.",
            unit=commitment.unit,
            parts=[Part(day, Decimal(DUE)) for day in DATES],
            reason="x",
            version=commitment.version,
            by=here.users["hilda"],
        )

    @rule(place=places, index=promises, end=st.sampled_from(["cancelled", "could_not", "closed"]))
    def end(self, place, index, end):
        can = {
            "cancelled": {"proposed", "confirmed", "in_progress", "delivered", "observed", "verified", "cancelled"},
            "could_not": {"confirmed", "in_progress", "delivered", "observed", "could_not"},
            "closed": {"verified", "closed"},
        }[end]
        do = {
            "cancelled": lambda here, c: services.cancel(commitment=c, reason="x", by=here.users["hilda"]),
            "could_not": lambda here, c: services.could_not(commitment=c, reason="x", voice=here.voices["colonel"]),
            "closed": lambda here, c: services.close(commitment=c, by=here.users["hilda"]),
        }[end]
        done = self.act(place, index, lambda p: self._stands(p) in can, do)
        if done:
            done["ending"] = end

    @rule(place=places, index=promises)
    def reopen(self, place, index):
        done = self.act(
            place,
            index,
            lambda p: p["ending"] in ENDED,
            lambda here, c: services.reopen(commitment=c, by=here.users["hilda"]),
        )
        if done:
            done["ending"] = ""

    @invariant()
    def every_promise_stands_where_the_model_says(self):
        for here in getattr(self, "at", {}).values():
            with scope(here.ugel):
                rows = {row.pk: row for row in Commitment.objects.all()}
                assert set(rows) == {promise["pk"] for promise in here.promises}
                for promise in here.promises:
                    row = rows[promise["pk"]]
                    stands = (row.state, row.delivered_quantity, row.verified_quantity)
                    assert stands == promise_state(self._counted(promise)), promise
                    assert row.state == judged(row)[1].state

    def _hear(self, promise, which, who, party, outcome, quantity, day, *, person=None, is_own=True, of_month=False):
        new = {"who": who, "person": person or who, "party": party, "outcome": outcome, "counted": quantity, "day": day}
        new |= {"is_own": is_own, "behalf": not is_own, "of_month": of_month, "said": quantity}
        same = [w for w in promise["words"][which] if w["who"] == who]
        if same and all(same[0][key] == new[key] for key in ("said", "outcome", "day", "behalf")):
            return  # the same word again is one, with whatever was ruled of it
        promise["words"][which] = [w for w in promise["words"][which] if w["who"] != who] + [new]

    def _counted(self, promise):
        words = [[w for w in words if w["counted"] is not None] for words in promise["words"]]
        return {**promise, "words": words}

    def _stands(self, promise):
        return promise_state(self._counted(promise))[0]

    def _is_disputed(self, promise, which):
        counted = self._counted(promise)
        return not promise["ending"] and instalment_state(DUE, counted["words"][which])[0] == "disputed"

    def _may_lower(self, promise, which):
        words = self._counted(promise)["words"][which]
        return self._is_disputed(promise, which) and min(w["counted"] for w in words) > 0

    def _may_set_aside(self, promise, which, name):
        words = self._counted(promise)["words"][which]
        rest = [w for w in words if w["who"] != name]
        chosen = len(rest) < len(words)
        return self._is_disputed(promise, which) and chosen and instalment_state(DUE, rest)[0] != "disputed"

    def _party(self, name):
        parties = {"rosa": "school", "elmer": "ugel", "hilda": "ugel", "gino": "guardian"}
        return parties.get(name, "promiser")


@pytest.mark.slow
def test_promises_stand_where_the_small_model_says(norte_closed, sur):
    Promises.ugels = {"norte": norte_closed, "sur": sur}
    how = settings(
        max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )

    run_state_machine_as_test(Promises, settings=how)
