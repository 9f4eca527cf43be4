"""JMP rungs and SDG 4.a.1 components of one check, from the same answers: pure rules, no database."""

from collections.abc import Iterable
from dataclasses import dataclass

from safety.enums import JmpRole, Rung, SdgComponent


@dataclass(frozen=True)
class RoleAnswer:
    """What one answer says to the ladders; improved is None where the source has to be asked about."""

    value: int | None
    jmp: str = ""
    improved: bool | None = None
    sdg: str = ""
    sdg_from: int = 1


@dataclass(frozen=True)
class Ladders:
    water: str
    sanitation: str
    hygiene: str
    sdg_met: tuple[str, ...]
    sdg_unknown: tuple[str, ...]


def water_rung(by_role: dict) -> str:
    source, available = by_role.get(JmpRole.WATER_SOURCE), by_role.get(JmpRole.WATER_AVAILABLE)
    if source is None or source.improved is None:
        return Rung.UNKNOWN
    if not source.improved:
        return Rung.NONE
    if available is None or available.value is None:
        return Rung.UNKNOWN
    return Rung.BASIC if available.value else Rung.LIMITED


def sanitation_rung(by_role: dict) -> str:
    toilet, usable = by_role.get(JmpRole.TOILET_TYPE), by_role.get(JmpRole.USABLE)
    if toilet is None or toilet.improved is None:
        return Rung.UNKNOWN
    if not toilet.improved:
        return Rung.NONE
    if usable is None or usable.value is None:
        return Rung.UNKNOWN
    single_sex = by_role.get(JmpRole.SINGLE_SEX)
    # «No aplica»: pre-primary only, or pupils of one sex; the exemption is a national decision.
    separate = single_sex is not None and single_sex.value in (None, 2)
    return Rung.BASIC if separate and usable.value else Rung.LIMITED


def hygiene_rung(by_role: dict) -> str:
    handwashing, soap = by_role.get(JmpRole.HANDWASHING), by_role.get(JmpRole.SOAP)
    if handwashing is None or handwashing.value is None:
        return Rung.UNKNOWN
    if not handwashing.value:
        return Rung.NONE
    if soap is None or soap.value is None:
        return Rung.UNKNOWN
    return Rung.BASIC if soap.value else Rung.LIMITED


def climb(answers: Iterable[RoleAnswer]) -> Ladders:
    """Components e, f and g of SDG 4.a.1 are the basic rungs; a to d are met when all their items are."""
    answers = list(answers)
    by_role = {answer.jmp: answer for answer in answers if answer.jmp}
    rungs = {
        SdgComponent.WATER: water_rung(by_role),
        SdgComponent.SANITATION: sanitation_rung(by_role),
        SdgComponent.HANDWASHING: hygiene_rung(by_role),
    }
    met, unknown = [], []
    for component in SdgComponent.values:
        if component in rungs:
            verdict = None if rungs[component] == Rung.UNKNOWN else rungs[component] == Rung.BASIC
        else:
            verdict = _all_reach([answer for answer in answers if answer.sdg == component])
        if verdict is None:
            unknown.append(component)
        elif verdict:
            met.append(component)
    return Ladders(*rungs.values(), sdg_met=tuple(met), sdg_unknown=tuple(unknown))


def _all_reach(answers: list[RoleAnswer]) -> bool | None:
    if any(answer.value is not None and answer.value < answer.sdg_from for answer in answers):
        return False
    if not answers or any(answer.value is None for answer in answers):
        return None
    return True
