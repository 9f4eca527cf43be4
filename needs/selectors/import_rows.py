"""What every row of a sheet would become: a need in one sentence, one that is there already, or a reason why not."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from needs.enums import OPEN_STATES, Category, NeedSource, Severity, SheetField
from needs.models import Need, NeedImport
from needs.readers import guess_choice, plain
from needs.readers.words import CHOICES
from needs.selectors.naming import Named, Schools
from schools.readers.cut_date import read_date

NEW, KNOWN, REFUSED = "new", "known", "refused"
MOST_PUPILS = 20000


class RowRefused(Exception):
    """A row that cannot become a need; its message is for the person who wrote it."""


@dataclass(frozen=True)
class Row:
    """One row of the sheet: what it tells and what becomes of it."""

    number: int
    state: str
    sentence: str
    told: dict
    need_id: int | None = None


@dataclass(frozen=True)
class Reading:
    """A sheet read by its columns and words, row by row."""

    rows: list[Row]

    @property
    def counts(self) -> Counter:
        return Counter(row.state for row in self.rows)

    def of(self, state: str) -> list[Row]:
        return [row for row in self.rows if row.state == state]


def cells_of(sheet: NeedImport) -> Iterable[tuple[int, dict[str, str]]]:
    """Each row as (number, {field: text}); columns of one field are joined."""
    columns = [(int(at), field) for at, field in sheet.columns.items() if field]
    for number, cells in sheet.rows:
        told: dict[str, str] = {}
        for at, field in sorted(columns):
            if cells[at]:
                told[field] = f"{told[field]}; {cells[at]}" if field in told else cells[at]
        yield number, told


def named_by(cells: dict[str, str]) -> Named:
    fields = (SheetField.CODLOCAL, SheetField.CODIGO_MODULAR, SheetField.SCHOOL, SheetField.CENTRE)
    return Named(*(cells.get(field, "") for field in fields))


def read_rows(sheet: NeedImport) -> Reading:
    """Every row as it would be taken now; four queries however long the sheet is."""
    schools = Schools.read()
    known = _Known()
    rows = []
    for number, cells in cells_of(sheet):
        try:
            told = _told(sheet, cells, schools)
        except RowRefused as refusal:
            rows.append(Row(number, REFUSED, str(refusal), told={}))
            continue
        sentence = _sentence(told, schools)
        need_id = known.find(told)
        rows.append(Row(number, NEW if need_id is None else KNOWN, sentence, told, need_id))
    return Reading(rows)


def choice_of(sheet: NeedImport, field: SheetField, text: str) -> str:
    """What a word of the sheet means: as the person said, else as it is guessed."""
    said = sheet.words.get(field, {}).get(plain(text))
    return guess_choice(field, text) if said is None else said


class _Known:
    """What is told already: open needs by what they say, and rows of earlier sheets by their key."""

    def __init__(self):
        columns = ("school_id", "category", "what", "place", "pk")
        told = Need.objects.filter(state__in=OPEN_STATES).values_list(*columns)
        self.open = {_same(*row): pk for *row, pk in told}
        sheets = Need.objects.filter(source=NeedSource.SHEET).exclude(source_key="")
        self.keys = dict(sheets.values_list("source_key", "pk"))

    def find(self, told) -> int | None:
        """The need that says the same; a row that is new is known from here on, so that a sheet never says it twice."""
        same = _same(told["school_id"], told["category"], told["what"], told["place"])
        found = self.keys.get(told["source_key"], self.open.get(same))
        if found is None:
            self.open[same] = 0
        return found


def _same(school_id, category, what, place):
    return school_id, str(category), plain(what), plain(place)


def _told(sheet, cells, schools) -> dict:
    school_id = _school(sheet, named_by(cells), schools)
    what = cells.get(SheetField.WHAT, "") or cells.get(SheetField.DETAIL, "")
    if not what:
        raise RowRefused(_("No dice qué falta."))
    category = _choice(sheet, cells, SheetField.CATEGORY) or guess_choice(SheetField.CATEGORY, what)
    category = category or sheet.defaults.get(SheetField.CATEGORY, "")
    severity = _choice(sheet, cells, SheetField.SEVERITY) or sheet.defaults.get(SheetField.SEVERITY, "")
    if not category:
        raise RowRefused(_("No dice qué tipo de necesidad es. Elíjalo en «Palabras»."))
    if not severity:
        raise RowRefused(_("No dice qué tan grave es. Elíjalo en «Palabras»."))
    affected, spoken = _pupils(cells.get(SheetField.AFFECTED, ""))
    told = {
        "school_id": school_id,
        "category": Category(category),
        "severity": Severity(int(severity)),
        "what": what[:140],
        "detail": "\n".join(part for part in (what[140:], cells.get(SheetField.DETAIL, ""), spoken) if part)[:2000],
        "place": cells.get(SheetField.PLACE, "")[:140],
        "space": _choice(sheet, cells, SheetField.SPACE),
        "element": _choice(sheet, cells, SheetField.ELEMENT),
        "affected_students": affected,
        "reported_at": _moment(cells.get(SheetField.REPORTED, "")),
    }
    if told["detail"] == told["what"]:
        told["detail"] = ""
    return {**told, "source_key": _key(told)}


def _school(sheet, named, schools) -> int:
    if not named.key:
        raise RowRefused(_("No dice de qué escuela es."))
    chosen = sheet.schools.get(named.key)
    if chosen == 0:
        raise RowRefused(_("«%(school)s» se dejó fuera.") % {"school": named.words})
    found = chosen if chosen in schools.places else schools.find(named)
    if found is None:
        words = _("«%(school)s» no es una escuela que reconozcamos, o podría ser más de una. Elíjala en «Palabras».")
        raise RowRefused(words % {"school": named.words})
    return found


def _choice(sheet, cells, field) -> str:
    text = cells.get(field, "")
    found = choice_of(sheet, field, text) if text else ""
    if text and not found and field not in (SheetField.SPACE, SheetField.ELEMENT) and not sheet.defaults.get(field):
        words = _("«%(text)s» no es una palabra que conozcamos (%(column)s). Elija qué significa en «Palabras».")
        raise RowRefused(words % {"text": text, "column": field.label})
    return found


def _pupils(text) -> tuple[int | None, str]:
    """How many pupils and what else the cell says: «varios» is no number, and is kept in its words.

    Raises RowRefused for a number no school has.
    """
    if not text or plain(text) in ("", "no se", "s d", "sin dato", "nd"):
        return None, ""
    if not any(sign.isdecimal() for sign in text):
        return None, f"{SheetField.AFFECTED.label}: {text}"
    if not text.isdecimal() or int(text) > MOST_PUPILS:
        raise RowRefused(_("Los estudiantes afectados deben ser un número: «%(text)s».") % {"text": text})
    return int(text), ""


def _moment(text) -> datetime | None:
    if not text:
        return None
    day = parse_date(text) or read_date(text)
    if day is None or day > timezone.localdate():
        raise RowRefused(
            _("La fecha «%(text)s» no se entiende o es futura. Escríbala como 31/03/2026.") % {"text": text}
        )
    return timezone.make_aware(datetime.combine(day, time(12)))


def _key(told) -> str:
    """The same told row has the same key, whatever sheet it comes in."""
    day = told["reported_at"].date().isoformat() if told["reported_at"] else ""
    said = (*_same(told["school_id"], told["category"], told["what"], told["place"]), day)
    return hashlib.sha256("|".join(map(str, said)).encode()).hexdigest()


def _sentence(told, schools) -> str:
    parts = [
        schools.places[told["school_id"]].name,
        told["category"].label.split(":")[0],
        f"«{told['what']}»",
        told["severity"].label,
    ]
    if told["affected_students"] is not None:
        count = told["affected_students"]
        parts.append(ngettext("%(n)d estudiante", "%(n)d estudiantes", count) % {"n": count})
    return " · ".join(map(str, parts))


def words_met(sheet: NeedImport) -> dict[str, list[tuple[str, str]]]:
    """Per field with choices, each word of the sheet as (text, what it means now or "")."""
    met: dict[str, dict[str, str]] = {field: {} for field in CHOICES}
    for _number, cells in cells_of(sheet):
        for field in CHOICES:
            if text := cells.get(field):
                met[field].setdefault(plain(text), text)
    return {
        field: [(text, choice_of(sheet, field, text)) for text in texts.values()]
        for field, texts in met.items()
        if texts
    }


def unclear_schools(sheet: NeedImport) -> list[tuple[Named, list, int]]:
    """Who the sheet names and we do not know for sure: (named, likely schools, how many rows)."""
    schools = Schools.read()
    rows = Counter(named_by(cells) for _number, cells in cells_of(sheet))
    return [
        (named, schools.suggestions(named), count)
        for named, count in rows.items()
        if named.key and schools.find(named) is None
    ]
