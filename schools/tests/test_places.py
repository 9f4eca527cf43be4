from schools.services.padron_places import KnownSchool, resolve_places

LOCAL = "700001"


def resolve(codinsts, *known, shared=None, answers=None):
    """({codinst: (school, key)}, [(options, default)]) for one local."""
    schools = [
        KnownSchool(pk, LOCAL, codinst, tuple(joined), f"{LOCAL}-{codinst}" if codinst else LOCAL)
        for pk, codinst, *joined in known
    ]
    found = resolve_places(
        {LOCAL: codinsts}, {LOCAL: schools}, shared=lambda codlocal: shared or {}, answers={LOCAL: answers or ""}
    )
    places = {place.codinst: (place.school_id, place.key) for place in found.places}
    return places, [(question.options, question.default) for question in found.questions]


def test_a_new_local_without_codinst_is_one_school():
    assert resolve([""]) == ({"": (None, "700001")}, [])


def test_a_new_local_with_one_codinst_is_one_school():
    assert resolve(["A"]) == ({"A": (None, "700001-A")}, [])


def test_codinst_appearing_on_a_known_local_keeps_the_school():
    assert resolve(["A"], (1, "")) == ({"A": (1, "700001-A")}, [])


def test_a_cut_without_codinst_keeps_the_one_known():
    assert resolve([""], (1, "A")) == ({"": (1, "700001-A")}, [])


def test_a_changed_codinst_keeps_the_school_only_while_it_shares_a_service():
    assert resolve(["B"], (1, "A"), shared={(1, "B"): 1}) == ({"B": (1, "700001-B")}, [])
    assert resolve(["B"], (1, "A")) == ({"B": (None, "700001-B")}, [])


def test_a_local_with_two_institutions_asks():
    places, questions = resolve(["A", "B"])

    assert places == {"A": (None, "700001-A"), "B": (None, "700001-B")}
    assert questions == [(("separate", "together"), "separate")]


def test_two_institutions_on_a_known_local_ask_which_one_continues():
    places, questions = resolve(["A", "B"], (1, ""), shared={(1, "B"): 2, (1, "A"): 1})

    assert places == {"A": (None, "700001-A"), "B": (1, "700001-B")}
    assert questions == [(("separate:A", "separate:B", "separate", "together"), "separate:B")]


def test_the_answer_decides():
    options = {
        "separate:A": {"A": (1, "700001-A"), "B": (None, "700001-B")},
        "separate": {"A": (None, "700001-A"), "B": (None, "700001-B")},
        "together": {"A": (1, "700001-A"), "B": (1, "700001-A")},
        "nonsense": {"A": (None, "700001-A"), "B": (1, "700001-B")},
    }
    for answer, expected in options.items():
        assert resolve(["A", "B"], (1, ""), shared={(1, "B"): 2}, answers=answer)[0] == expected, answer


def test_a_settled_local_is_not_asked_again():
    assert resolve(["A", "B"], (1, "A"), (2, "B")) == ({"A": (1, "700001-A"), "B": (2, "700001-B")}, [])
    assert resolve(["A", "B"], (1, "A", "B")) == ({"A": (1, "700001-A"), "B": (1, "700001-A")}, [])


def test_rows_that_name_no_institution_join_the_only_one():
    assert resolve(["", "A"]) == ({"A": (None, "700001-A"), "": (None, "700001-A")}, [])
