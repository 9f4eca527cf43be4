from core.tenancy.ids import CODE_ALPHABET, public_code, uuid7


def test_uuid7_says_its_version_and_sorts_by_creation():
    made = [uuid7() for _ in range(50)]

    assert {(u.version, u.variant) for u in made} == {(7, "specified in RFC 4122")}
    assert [u.int >> 80 for u in made] == sorted(u.int >> 80 for u in made)
    assert len(set(made)) == 50


def test_public_code_is_typed_by_people():
    code = public_code()

    assert len(code) == 10
    assert set(code) <= set(CODE_ALPHABET)
    assert not set(CODE_ALPHABET) & set("01ILOUV")
