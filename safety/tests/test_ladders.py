import pytest

from safety.enums import JmpRole, Rung, SdgComponent
from safety.selectors.ladders import Ladders, RoleAnswer, climb

YES, NO = True, False


def source(improved):
    return RoleAnswer(value=0, jmp=JmpRole.WATER_SOURCE, improved=improved)


def role(name, value):
    return RoleAnswer(value=value, jmp=name)


def toilet(improved):
    return RoleAnswer(value=0, jmp=JmpRole.TOILET_TYPE, improved=improved)


@pytest.mark.parametrize(
    ("improved", "available", "rung"),
    [
        (YES, 2, Rung.BASIC),
        (YES, 1, Rung.BASIC),
        (YES, 0, Rung.LIMITED),
        (YES, None, Rung.UNKNOWN),
        (NO, 2, Rung.NONE),
        (None, 2, Rung.UNKNOWN),  # «otra fuente»: somebody has to ask
    ],
)
def test_water_ladder(improved, available, rung):
    assert climb([source(improved), role(JmpRole.WATER_AVAILABLE, available)]).water == rung


@pytest.mark.parametrize(
    ("improved", "single_sex", "usable", "rung"),
    [
        (YES, 2, 2, Rung.BASIC),
        (YES, 2, 1, Rung.BASIC),
        (YES, None, 2, Rung.BASIC),  # pre-primary or one sex only
        (YES, 1, 2, Rung.LIMITED),
        (YES, 2, 0, Rung.LIMITED),
        (YES, 2, None, Rung.UNKNOWN),
        (NO, 2, 2, Rung.NONE),
        (None, 2, 2, Rung.UNKNOWN),
    ],
)
def test_sanitation_ladder(improved, single_sex, usable, rung):
    answers = [toilet(improved), role(JmpRole.SINGLE_SEX, single_sex), role(JmpRole.USABLE, usable)]
    assert climb(answers).sanitation == rung


@pytest.mark.parametrize(
    ("handwashing", "soap", "rung"),
    [
        (2, 2, Rung.BASIC),
        (1, 1, Rung.BASIC),
        (2, 0, Rung.LIMITED),
        (2, None, Rung.UNKNOWN),
        (0, 2, Rung.NONE),  # soap without water is no service
        (None, 2, Rung.UNKNOWN),
    ],
)
def test_hygiene_ladder(handwashing, soap, rung):
    assert climb([role(JmpRole.HANDWASHING, handwashing), role(JmpRole.SOAP, soap)]).hygiene == rung


def test_no_answers_are_unknown_everywhere():
    assert climb([]) == Ladders(
        Rung.UNKNOWN, Rung.UNKNOWN, Rung.UNKNOWN, sdg_met=(), sdg_unknown=tuple(SdgComponent.values)
    )


def test_sdg_components_come_from_the_same_answers():
    answers = [
        RoleAnswer(value=1, sdg=SdgComponent.ELECTRICITY),  # a generator is electricity
        RoleAnswer(value=0, sdg=SdgComponent.INTERNET),
        RoleAnswer(value=None, sdg=SdgComponent.COMPUTERS),
        RoleAnswer(value=1, sdg=SdgComponent.ADAPTED, sdg_from=2),  # only with somebody's help
        RoleAnswer(value=2, sdg=SdgComponent.ADAPTED),
        source(YES),
        role(JmpRole.WATER_AVAILABLE, 2),
        toilet(YES),
        role(JmpRole.SINGLE_SEX, 0),
        role(JmpRole.USABLE, 2),
        role(JmpRole.HANDWASHING, 2),
        role(JmpRole.SOAP, None),
    ]
    ladders = climb(answers)
    assert (ladders.sdg_met, ladders.sdg_unknown) == (("a", "e"), ("c", "g"))
