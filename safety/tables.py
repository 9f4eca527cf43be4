import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from safety.models import Check


class CheckTable(tables.Table):
    school = tables.Column(
        verbose_name=_("Escuela"),
        linkify=lambda record: record.get_absolute_url(),
        accessor="school__name",
        order_by="school__name",
    )
    district = tables.Column(verbose_name=_("Distrito"), accessor="school__district__name", default="")
    date = tables.TemplateColumn(
        template_name="safety/_cell_date.html", verbose_name=_("Fecha"), order_by=("visited_date", "planned_date")
    )
    state = tables.TemplateColumn(template_name="safety/_cell_state.html", verbose_name=_("Estado"))
    levels = tables.TemplateColumn(
        template_name="safety/_cell_levels.html", verbose_name=_("Semáforo"), orderable=False
    )
    author = tables.Column(verbose_name=_("Quién visita"), accessor="author__full_name")

    def render_district(self, value):
        return value.title()

    class Meta:
        model = Check
        fields = ()
        sequence = ("school", "district", "date", "state", "levels", "author")
        template_name = "ui/table.html"
