import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.ui.numbers import written
from schools.enums import Level
from schools.models import School

NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}


class SchoolTable(tables.Table):
    name = tables.Column(_("Escuela"), order_by=("name", "id"))
    codlocal = tables.Column(_("Local"), order_by=("codlocal", "id"))
    district = tables.Column(_("Distrito"), accessor="district__name", order_by=("district__name", "name", "id"))
    area = tables.Column(_("Área"), order_by=("area", "name", "id"))
    level_codes = tables.Column(_("Niveles"), orderable=False)
    pupils = tables.Column(_("Estudiantes"), attrs=NUMBER, order_by=("pupils", "id"))
    status = tables.Column(_("Estado"), order_by=("-is_active", "not_in_cut_since", "name", "id"))

    class Meta:
        model = School
        fields = ("name", "codlocal", "district", "area", "level_codes", "pupils", "status")
        order_by = "name"
        empty_text = _("Ninguna escuela coincide con lo que busca.")

    def render_name(self, record):
        link = format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.name)
        if not record.centre:
            return link
        return format_html('{}<br><span class="muted small">{}</span>', link, record.centre.title())

    def render_district(self, value):
        return value.title()

    def render_area(self, record):
        return record.get_area_display() or "—"

    def render_level_codes(self, value):
        return ", ".join(str(Level.label_of(code)) for code in value.split(","))

    def render_pupils(self, value):
        return written(value)

    def render_status(self, record):
        return render_to_string("ui/status_pill.html", {"state": record.status})
