"""Needs as a spreadsheet with what people ask of a list (django-import-export); it can be loaded again as it is."""

from django.utils import timezone
from import_export import fields, resources
from import_export.widgets import IntegerWidget

from core.files.cells import safe_text
from needs.models import Need

NUMBER = IntegerWidget(coerce_to_string=False)  # a number in the cell, not its text


class NeedResource(resources.ModelResource):
    """One row a need, in columns the import knows by their titles."""

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

    def dehydrate_reported_at(self, need):
        return timezone.localdate(need.reported_at).isoformat()

    def export_field(self, field, instance, **kwargs):
        """Numbers stay numbers; a text never becomes a formula."""
        value = super().export_field(field, instance, **kwargs)
        return safe_text(value) if isinstance(value, str) else value
