"""A snapshot as page, PDF and spreadsheet read it. Knows only the frozen data, never today's rows."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.strategies.indicators import Kind
from core.strategies.registry import unit_words
from core.tenancy.speech import written_day
from core.ui.numbers import NBSP, percent_decimals, share, written
from reports.enums import Chapter, Part
from reports.models import Report
from reports.selectors.content import snapshot_of
from reports.selectors.stated import months_of

FIGURE_IN_TEXT = re.compile(r"\{([a-z_]+\.[a-z0-9_]+)\}")
SENTENCE_END = re.compile(r"\. (?=[A-ZÁÉÍÓÚÑ«¿])")  # «II.EE. que mejoraron» goes on


@dataclass(frozen=True)
class Group:
    """Schools that share where they stand in a figure."""

    part: Part
    label: str
    ids: Sequence[int]
    is_unknown: bool = False

    @property
    def tone(self):
        return self.part.tone


class Figure:
    """One figure of a snapshot with its words."""

    def __init__(self, data: Mapping, previous: Mapping | None = None):
        self.data = data
        self.previous = (previous or {}).get("figures", {}).get(data["code"])
        self.previous_label = (previous or {}).get("label", "")

    def __getattr__(self, name):
        try:
            return self.data[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def is_percent(self):
        return Kind(self.kind).has_percent

    @property
    def percent(self):
        return share(self.numerator, self.denominator, percent_decimals()) if self.is_percent else None

    @property
    def is_known(self):
        return self.percent is not None if self.is_percent else self.numerator is not None

    @property
    def value(self):
        """«75 %», «12», or «sin dato»."""
        if not self.is_known:
            return _("sin dato")
        return f"{written(self.percent)}{NBSP}%" if self.is_percent else written(self.numerator)

    @property
    def fraction(self):
        """«21 de 28 escuelas»."""
        if self.numerator is None:
            return ""
        if not self.is_percent:
            return f"{written(self.numerator)} {self.unit_words}"
        counts = {"top": written(self.numerator), "bottom": written(self.denominator), "unit": self.unit_words}
        return _("%(top)s de %(bottom)s %(unit)s") % counts

    @property
    def in_words(self):
        """How a text quotes it: «75 % (21 de 28)», and of how many of these nothing is known."""
        if not self.is_known:
            return _("sin dato")
        if not self.is_percent:
            return self.value
        counts = {"top": written(self.numerator), "bottom": written(self.denominator)}
        if self.unknown:
            words = _("%(top)s de %(bottom)s; de %(unknown)s no se sabe") % {**counts, "unknown": written(self.unknown)}
            return f"{self.value} ({words})"
        return f"{self.value} ({_('%(top)s de %(bottom)s') % counts})"

    @property
    def unknown(self) -> int:
        """How many that are counted below the line nobody knows anything of; sums have no such thing."""
        if self.kind != Kind.SHARE:
            return 0
        unsaid = {pk for group in self.asides if group.is_unknown for pk in group.ids}
        return len(unsaid & set(self.denominator_ids))

    @property
    def unit_words(self):
        return str(unit_words(self.unit))

    @property
    def change(self):
        """Points (or units) since the last issued report; None where the two cannot be compared."""
        if not self.previous or self.previous["version"] != self.version or not self.is_known:
            return None
        if not self.is_percent:
            before = self.previous["numerator"]
            return None if before is None else self.numerator - before
        before = share(self.previous["numerator"], self.previous["denominator"], percent_decimals())
        return None if before is None else self.percent - before

    @property
    def change_note(self):
        if not self.previous:
            return _("Primer informe con esta cifra.")
        if self.previous["version"] != self.version:
            return _("La definición cambió: no se compara con el informe anterior.")
        return ""

    @cached_property
    def groups(self) -> list[Group]:
        """Everybody in the figure by where they stand, first those who count."""
        named = [Group(Part.APART, a["label"], a["ids"], a["is_unknown"]) for a in self.apart]
        taken = {*self.numerator_ids, *(pk for group in named for pk in group.ids)}
        rest = [pk for pk in self.denominator_ids if pk not in taken]
        groups = [Group(Part.IN, _("Cumplen"), self.numerator_ids), *named, Group(Part.OUT, _("No cumplen"), rest)]
        return [group for group in groups if group.ids or group.part == Part.IN]

    @property
    def asides(self):
        """The groups that are printed beside the figure."""
        return [group for group in self.groups if group.part == Part.APART]

    @property
    def token(self):
        """What a text writes to quote this figure."""
        return f"{{{self.code}}}"

    @property
    def facts(self):
        """How it is counted, as pairs to list."""
        yield _("Definición"), _("versión %(number)s") % {"number": self.version}
        yield _("Código"), self.code
        yield from self.members

    @property
    def members(self):
        """How many stand where, and the rules' numbers that decided it."""
        for group in self.groups:
            yield group.label, written(len(group.ids))
        for setting in self.settings:
            yield setting["label"], setting["value"]

    def evidence_url(self, school_id, query):
        """Where the rows behind one school's part can be seen; empty when the figure shows none."""
        if not self.evidence:
            return ""
        try:
            return f"{reverse(self.evidence, args=[school_id])}?{query}"
        except NoReverseMatch:
            return ""


@dataclass(frozen=True)
class Text:
    """A written piece, with the figures it names filled in."""

    pk: int
    chapter: str
    title: str
    body: str
    figures: Sequence[Figure]
    missing: Sequence[str]

    @property
    def figure(self):
        return self.figures[0] if self.figures else None

    @property
    def is_worth_printing(self):
        return bool(self.body or self.figures or self.missing)

    @property
    def lead(self):
        """Its first sentence, where there is no figure to name it."""
        return SENTENCE_END.split(self.body.partition("\n")[0], maxsplit=1)[0].rstrip(".")


class Reading:
    """A report as it is read: issued from its frozen snapshot, a draft from its last build."""

    def __init__(self, report: Report):
        self.report = report
        self.data = json.loads(report.snapshot) if report.is_issued else snapshot_of(report)
        self.period_start = date.fromisoformat(self.data["period_start"])
        self.period_end = date.fromisoformat(self.data["period_end"])
        self.cut_off = datetime.fromisoformat(self.data["cut_off"])
        self.figures = [Figure(figure, self.data["previous"]) for figure in self.data["figures"]]
        self.by_code = {figure.code: figure for figure in self.figures}
        self.texts = [self._text(text) for text in self.data["texts"]]

    @property
    def letterhead(self):
        return self.data["letterhead"]

    @property
    def target(self):
        return self.data["target"]

    @property
    def previous(self):
        return self.data["previous"]

    @property
    def reported(self) -> list[dict]:
        """What papers print of these days; reports issued before there was such a list have none."""
        return self.data.get("reported", [])

    @property
    def programmes(self) -> list[dict]:
        """Whose results are told, for the cover: name, months and who pays."""
        return [{**one, "months": months_of(one)} for one in self.data.get("programmes", [])]

    @property
    def is_advance(self):
        """Cut before the period ended: «avance al …»."""
        return timezone.localtime(self.cut_off).date() < self.period_end

    @property
    def period_words(self):
        """«Del 01/01/2026 al 31/12/2026 · avance al 23/11/2026»."""
        days = {"start": written_day(self.period_start), "end": written_day(self.period_end)}
        cut_off = {"day": written_day(timezone.localtime(self.cut_off))}
        cut = _("avance al %(day)s") if self.is_advance else _("corte al %(day)s")
        between = _("Del %(start)s al %(end)s")
        return f"{between % days} · {cut % cut_off}"

    @property
    def facts(self):
        """What stands behind the figures, as pairs to list."""
        target = self.target
        yield _("Corte"), f"{timezone.localtime(self.cut_off):%d/%m/%Y %H:%M}"
        yield _("Ámbito"), _("%(year)s, versión %(version)s · %(resolution)s") % target if target else None
        yield _("Unidad de conteo"), _("institución educativa en un local")
        yield _("Corte del padrón"), _day(target["padron_cut"]) if target else None
        yield _("Escuelas activas en el padrón"), written(target["padron_schools"]) if target else None
        yield _("Informe anterior"), self.previous["label"] if self.previous else _("ninguno")

    @property
    def achievements(self):
        """Page one: what the UGEL says it achieved, each with its figure or with «sin dato»."""
        return [text for text in self.texts if text.chapter == Chapter.ACHIEVEMENTS]

    @property
    def headline(self):
        """The figures page one speaks of."""
        quoted = [figure for text in self.achievements for figure in text.figures]
        return quoted or [figure for figure in self.figures if figure.is_headline]

    @cached_property
    def chapters(self):
        return [
            {
                "chapter": chapter,
                "number": number,
                "texts": [text for text in self.texts if text.chapter == chapter],
                "sections": [section for section in self.data["sections"] if section["chapter"] == chapter],
            }
            for number, chapter in enumerate(Chapter, start=1)
        ]

    @cached_property
    def unknowns(self) -> list[str]:
        """What is not known, in sentences, before anybody has to ask."""
        sentences = []
        if self.target is None:
            year = {"year": self.period_end.year}
            sentences.append(_("No hay un ámbito congelado para %(year)s: sin él no hay denominador.") % year)
        for text in self.achievements:
            if text.missing:
                sentences.append(_("%(title)s: el sistema todavía no lo mide.") % {"title": text.title})
        for figure in self.headline:
            if not figure.is_known:
                sentences.append(_("%(name)s: sin dato, nada entra en el cálculo.") % {"name": figure.name})
            for group in figure.asides:
                if group.is_unknown:
                    what = {"name": figure.name, "label": group.label, "count": len(group.ids)}
                    sentences.append(_("%(name)s · %(label)s: %(count)s.") % what)
        for section in self.data["sections"]:
            if section["has_failed"]:
                sentences.append(_("La sección «%(title)s» no se pudo armar.") % {"title": section["title"]})
        return sentences

    @cached_property
    def evidence_query(self) -> str:
        """Report and period, for a strategy's page of evidence: it stands below reports and cannot look them up."""
        frame = {"desde": self.data["period_start"], "hasta": self.data["period_end"], "corte": self.data["cut_off"]}
        return urlencode({"report": self.report.pk, **frame})

    def school(self, pk):
        return self.data["schools"].get(str(pk), {"name": str(pk), "code": "", "district": "", "centre": ""})

    def rows(self, figure: Figure):
        """One row for each school (or whatever is counted) of a figure: where it stands and where its evidence is."""
        for group in figure.groups:
            for pk in group.ids:
                yield {**self._member(figure, pk), "id": pk, "group": group}

    def _member(self, figure: Figure, pk):
        if figure.unit == "schools":
            return {**self.school(pk), "url": figure.evidence_url(pk, self.evidence_query)}
        nameless = {"name": str(pk), "code": "", "district": "", "centre": "", "url": ""}
        return figure.data.get("named", {}).get(str(pk), nameless)

    def _text(self, text):
        known = [self.by_code[code] for code in text["indicators"] if code in self.by_code]
        missing = [code for code in text["indicators"] if code not in self.by_code]
        body = FIGURE_IN_TEXT.sub(lambda match: self._quoted(match[1]), text["body"])
        return Text(text["id"], text["chapter"], text["title"], body, known, missing)

    def _quoted(self, code):
        return self.by_code[code].in_words if code in self.by_code else _("sin dato")


def _day(iso):
    return written_day(date.fromisoformat(iso)) if iso else None
