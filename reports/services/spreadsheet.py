import io

from django.utils import timezone
from django.utils.translation import gettext as _

from core.files.cells import safe_text
from core.tenancy.speech import written_day
from core.tenancy.urls import absolute
from reports.selectors.reading import Reading

HEAD = {"bold": True, "bg_color": "#E6EFEE", "bottom": 1, "text_wrap": True, "valign": "top"}


def workbook_of(reading: Reading) -> bytes:
    """Figures, definitions and every school of every figure; counts are numbers, texts are never formulas."""
    # Late import: a slow library only workers and downloads need.
    import xlsxwriter

    out = io.BytesIO()
    options = {"constant_memory": True, "in_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": str(reading.report.title), "author": reading.letterhead["ugel"]})
        book = Book(workbook)
        book.sheet(_("Cifras"), _figure_columns(), _figure_rows(reading))
        book.sheet(_("Definiciones"), _definition_columns(), _definition_rows(reading))
        if reading.reported:
            book.sheet(_("Impresas en otros papeles"), _reported_columns(), _reported_rows(reading))
        book.sheet(_("Escuelas"), _school_columns(), _school_rows(reading))
        book.sheet(_("Sobre este archivo"), [(_("Dato"), 34), (_("Valor"), 80)], _about_rows(reading))
    return out.getvalue()


class Book:
    """Writes sheets row by row: constant memory allows no going back."""

    def __init__(self, workbook):
        self.workbook = workbook
        self.head, self.link = workbook.add_format(HEAD), workbook.get_default_url_format()

    def sheet(self, name, columns, rows):
        sheet = self.workbook.add_worksheet(name)
        for at, (_label, width) in enumerate(columns):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 0)
        for at, (label, _width) in enumerate(columns):
            sheet.write_string(0, at, str(label), self.head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                self._cell(sheet, last, at, value)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _cell(self, sheet, row, at, value):
        if value is None or value == "":
            return
        if isinstance(value, Link):
            sheet.write_url(row, at, value, self.link, _("Ver la evidencia"))
        elif isinstance(value, int | float):
            sheet.write_number(row, at, value)
        else:
            sheet.write_string(row, at, safe_text(value))


class Link(str):
    """An address to be opened, not a text."""

    __slots__ = ()


def _figure_columns():
    return [
        (_("Código"), 24), (_("Versión"), 9), (_("Cifra"), 52), (_("Numerador"), 12), (_("Denominador"), 13),
        (_("Porcentaje"), 12), (_("Unidad"), 14), (_("Numerador del informe anterior"), 16),
        (_("Denominador del informe anterior"), 16),
    ]  # fmt: skip


def _figure_rows(reading):
    for figure in reading.figures:
        before = figure.previous or {}
        percent = float(figure.percent) if figure.percent is not None else None
        yield (
            figure.code, figure.version, figure.name, figure.numerator, figure.denominator, percent,
            figure.unit_words, before.get("numerator"), before.get("denominator"),
        )  # fmt: skip


def _definition_columns():
    return [
        (_("Código"), 24),
        (_("Versión"), 9),
        (_("Definición"), 90),
        (_("Ajustes aplicados"), 50),
        (_("Aparte"), 60),
    ]


def _definition_rows(reading):
    for figure in reading.figures:
        settings = "; ".join(f"{setting['label']}: {setting['value']}" for setting in figure.settings)
        asides = "; ".join(f"{group.label}: {len(group.ids)}" for group in figure.asides)
        yield figure.code, figure.version, figure.definition, settings, asides


def _reported_columns():
    return [
        (_("Qué dice"), 52), (_("De qué lugar"), 24), (_("Desde"), 12), (_("Hasta"), 12), (_("Valor impreso"), 14),
        (_("Tal como está impreso"), 22), (_("Código de la cifra"), 24), (_("Lo que cuenta este informe"), 16),
        (_("Comparación"), 60), (_("Fuente"), 44), (_("Nota"), 60),
    ]  # fmt: skip


def _reported_rows(reading):
    for one in reading.reported:
        yield (
            one["label"], one["place"], one["period_start"], one["period_end"], one["value"],
            one["printed"] or _("sin dato"), one["indicator"], one["counted"], one["compared"], one["source"],
            one["note"],
        )  # fmt: skip


def _school_columns():
    return [
        (_("Código de la cifra"), 24), (_("Código de local"), 14), (_("Escuela"), 44), (_("Distrito"), 18),
        (_("Centro poblado"), 22), (_("Situación"), 36), (_("Cuenta en el numerador"), 14), (_("Evidencia"), 18),
    ]  # fmt: skip


def _school_rows(reading):
    for figure in reading.figures:
        counted = set(figure.numerator_ids)
        for row in reading.rows(figure):
            link = Link(absolute(row["url"])) if row["url"] else None
            yield (
                figure.code, row["code"], row["name"], row["district"], row["centre"], row["group"].label,
                int(row["id"] in counted), link,
            )  # fmt: skip


def _about_rows(reading):
    report, target = reading.report, reading.target
    yield _("UGEL"), reading.letterhead["ugel"]
    yield _("Documento"), report.document.label if report.document else _("Borrador sin número")
    yield _("Periodo"), f"{written_day(reading.period_start)} – {written_day(reading.period_end)}"
    yield _("Corte"), f"{timezone.localtime(reading.cut_off):%d/%m/%Y %H:%M}"
    for one in reading.programmes:
        yield _("Programa"), " · ".join([one["name"], one["months"], ", ".join(one["funders"])])
    if target:
        yield _("Ámbito"), _("%(year)s, versión %(version)s, %(resolution)s") % target
        yield _("Corte del padrón"), target["padron_cut"] or _("sin dato")
    else:
        yield _("Ámbito"), _("sin ámbito congelado")
    yield _("Huella del contenido (SHA-256)"), report.snapshot_sha256 or _("todavía no se emite")
