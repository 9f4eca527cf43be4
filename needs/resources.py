"""Needs as a spreadsheet, out with what people ask of a list and in with the same columns (django-import-export)."""

import hashlib

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources
from import_export.widgets import IntegerWidget

from core.files.cells import safe_text
from core.tenancy.errors import DomainError
from needs import services
from needs.enums import Category, Element, NeedSource, Severity, Space
from needs.models import Need
from schools.models import School
from schools.readers.text import searchable

NUMBER = IntegerWidget(coerce_to_string=False)  # a number in the cell, not its text


class UnknownChoice(DomainError):
    def __init__(self, column, text, choices):
        allowed = "; ".join(str(label) for label in choices)
        words = _("%(column)s: «%(text)s» no está en la lista (%(allowed)s).")
        super().__init__(words % {"column": column, "text": text, "allowed": allowed})


class UnknownSchool(DomainError):
    message = gettext_lazy("Ninguna escuela de la UGEL tiene ese código de local.")


class NoText(DomainError):
    message = gettext_lazy("Escriba qué falta, en pocas palabras.")


class NeedResource(resources.ModelResource):
    """One row a need. In: codlocal, categoria, gravedad, que_falta are asked for; rows go through register_need."""

    number = fields.Field("number", column_name="numero", widget=NUMBER, readonly=True)
    codlocal = fields.Field("school__codlocal", column_name="codlocal", readonly=True)
    school = fields.Field("school__name", column_name="escuela", readonly=True)
    category = fields.Field("get_category_display", column_name="categoria", readonly=True)
    space = fields.Field("get_space_display", column_name="ambiente", readonly=True)
    element = fields.Field("get_element_display", column_name="elemento", readonly=True)
    severity = fields.Field("get_severity_display", column_name="gravedad", readonly=True)
    affected_students = fields.Field(
        "affected_students", column_name="estudiantes_afectados", widget=NUMBER, readonly=True
    )
    what = fields.Field("what", column_name="que_falta", readonly=True)
    detail = fields.Field("detail", column_name="detalle", readonly=True)
    place = fields.Field("place", column_name="lugar", readonly=True)
    reported_at = fields.Field(column_name="registrada", readonly=True)
    state = fields.Field("get_state_display", column_name="estado", readonly=True)

    class Meta:
        model = Need
        fields = (
            "number", "codlocal", "school", "category", "space", "element", "severity", "affected_students", "what",
            "detail", "place", "reported_at", "state",
        )  # fmt: skip
        export_order = fields
        import_id_fields = ()
        use_transactions = True

    def __init__(self, *, by=None):
        super().__init__()
        self.by = by

    def dehydrate_reported_at(self, need):
        return need.reported_at.date().isoformat()

    def export_field(self, field, instance, **kwargs):
        """Numbers stay numbers; a text never becomes a formula."""
        value = super().export_field(field, instance, **kwargs)
        return safe_text(value) if isinstance(value, str) else value

    def get_instance(self, instance_loader, row):
        """A row that was loaded before is the need it became then."""
        return Need.objects.filter(source=NeedSource.SHEET, source_key=key_of(row)).first()

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return bool(instance.pk)

    def save_instance(self, instance, is_create, row, **kwargs):
        """Tell the need as a person would; refused with the reason when a cell is not understood."""
        told = told_by(row)
        services.register_need(by=self.by, source=NeedSource.SHEET, source_key=key_of(row), **told)

    def after_import(self, dataset, result, **kwargs):
        """The package would reset a sequence here, which the web role may not."""


def told_by(row) -> dict:
    """The arguments of register_need that a row holds; raises DomainError naming the cell."""
    school = School.objects.filter(codlocal=_text(row, "codlocal").zfill(6)).first()
    if school is None:
        raise UnknownSchool
    what = _text(row, "que_falta")
    if not what:
        raise NoText
    affected = _text(row, "estudiantes_afectados")
    return {
        "school": school,
        "what": what[:140],
        "category": _choice(row, "categoria", Category),
        "severity": Severity(int(_choice(row, "gravedad", Severity))),
        "space": _choice(row, "ambiente", Space, is_optional=True),
        "element": _choice(row, "elemento", Element, is_optional=True),
        "affected_students": int(float(affected)) if affected else None,
        "detail": _text(row, "detalle")[:2000],
        "place": _text(row, "lugar")[:140],
    }


def key_of(row) -> str:
    """The same told row has the same key, so that a sheet loaded twice tells nothing twice."""
    told = "|".join(_text(row, name).lower() for name in ("codlocal", "categoria", "que_falta", "lugar"))
    return hashlib.sha256(told.encode()).hexdigest()


def _text(row, name) -> str:
    return str(row.get(name) if row.get(name) is not None else "").replace("\x00", "").strip().lstrip("'")


def _choice(row, name, enum, *, is_optional=False):
    """By its value or the beginning of its label, without accents or capitals."""
    text = searchable(_text(row, name))
    if not text and is_optional:
        return ""
    for value, label in enum.choices:
        if text and (text == str(value).lower() or searchable(str(label)).startswith(text)):
            return value
    raise UnknownChoice(name, _text(row, name), enum.labels)
