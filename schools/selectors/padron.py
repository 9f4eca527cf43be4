"""An import in words: what it counts, why rows were left out, what each change says."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schools.enums import Area, ChangeAction, Characteristic, Form, Level, Management, Noun, Shift
from schools.models import PadronImport, RegionTotal, School, Service
from schools.readers.reasons import Reason, Remark

KINDS = {"nuevos": ChangeAction.NEW, "cambian": ChangeAction.CHANGED, "ausentes": ChangeAction.MISSING}
CODED = {
    "area": Area,
    "management": Management,
    "form": Form,
    "characteristic": Characteristic,
    "shift": Shift,
}
HIDDEN = frozenset({"school", "school_key", "joined", "national_key"})


@dataclass(frozen=True)
class Difference:
    """One field of a change, as people read it."""

    label: str
    before: str
    after: str


def described_counts(padron_import: PadronImport) -> list[dict]:
    """The five counts, each with the page of its rows."""
    rows = [
        ("nuevos", _("Nuevos"), padron_import.new, "done"),
        ("cambian", _("Cambian"), padron_import.changed, "progress"),
        ("", _("Sin cambios"), padron_import.unchanged, "open"),
        ("ausentes", _("Ya no figuran"), padron_import.missing, "risk"),
        ("rechazadas", _("Filas rechazadas"), padron_import.rejected, "broken"),
    ]
    return [{"kind": kind, "label": label, "count": count, "tone": tone} for kind, label, count, tone in rows]


def described_reasons(padron_import: PadronImport) -> list[tuple[str, int]]:
    """Why rows were left out, the most frequent first; other UGELs are one line."""
    others = padron_import.others
    found = sorted(padron_import.reasons.items(), key=lambda item: -item[1])
    words = {reason.value: str(reason.label) for reason in Reason}
    if others.get("rows"):
        words[Reason.OTHER_UGEL.value] = ngettext(
            "Filas de otra UGEL, que no se importan.",
            "Filas de otras %(ugels)s UGEL, que no se importan.",
            others["ugels"],
        ) % {"ugels": others["ugels"]}
    return [(words.get(reason, reason), count) for reason, count in found]


def described_remarks(padron_import: PadronImport) -> list[tuple[str, int, str]]:
    """What was remarked on rows that were taken, with the first row numbers."""
    words = {remark.value: str(remark.label) for remark in Remark}
    return [
        (words.get(name, name), remark["count"], ", ".join(map(str, remark["rows"][:8])))
        for name, remark in padron_import.remarks.items()
    ]


def region_totals(padron_import: PadronImport) -> list[RegionTotal]:
    """The region's UGELs at this file's cut, by name; none when the file told of ours alone."""
    totals = list(padron_import.region_totals.order_by("ugel_name", "ugel_code"))
    return totals if len(totals) > 1 else []


def described_changes(padron_import: PadronImport, kind: str):
    """The changes of one kind, services before schools; None for a kind that does not exist."""
    if kind not in KINDS:
        return None
    return padron_import.changes.filter(action=KINDS[kind]).order_by("-noun", "key")


def differences(change) -> list[Difference]:
    """What a change says, field by field, in the words of the form."""
    model = School if change.noun == Noun.SCHOOL else Service
    found = []
    for name in change.after:
        if name in HIDDEN:
            continue
        if name == "services":
            found.append(Difference(_("Servicios"), "", _services(change.after[name])))
            continue
        before, after = _words(name, change.before.get(name)), _words(name, change.after[name])
        found.append(Difference(_label(model, name), before, after))
    if "school" in change.after or "school_key" in change.after:
        found.append(Difference(_("Pasa a la escuela"), "", change.after.get("school_key") or _("ya registrada")))
    return found


def _services(services):
    codes = [(Level.label_of(service["level"]), service["key"].removesuffix("-0")) for service in services]
    return ", ".join(f"{level} ({code})" for level, code in codes)


def _label(model, name):
    special = {
        "district_code": _("Distrito"),
        "enrolment": _("Matrícula"),
        "contact": _("Datos de contacto"),
    }
    if name in special:
        return special[name]
    return str(model._meta.get_field(name).verbose_name).capitalize()


def _words(name, value):
    if value in (None, ""):
        return _("sin dato")
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    special = {
        "level": Level.label_of,
        "enrolment": lambda pupils: sum(pupils["counts"].values()),
        "contact": lambda _contact: _("actualizados"),
    }
    if name in CODED:
        return str(dict(CODED[name].choices).get(value, value))
    return str(special.get(name, str)(value))
