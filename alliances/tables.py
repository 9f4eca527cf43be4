import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alliances.models import Alliance


class AllianceTable(tables.Table):
    title = tables.Column(_("Alianza"), order_by=("search_title",))
    partner_names = tables.Column(_("Con quién"))
    where = tables.Column(_("Para quién"), empty_values=(), orderable=False)
    to_date = tables.Column(_("Rige hasta"), empty_values=())
    status = tables.Column(_("Estado"), orderable=False)

    class Meta:
        model = Alliance
        fields = ("title", "partner_names", "where", "to_date", "status")
        order_by = "title"
        empty_text = _("Ninguna alianza coincide con lo que busca.")

    def render_title(self, record):
        words = '<a href="{}">{}</a><br><span class="muted small">{}</span>'
        under = " · ".join(filter(None, [str(record.get_kind_display()), record.reference]))
        return format_html(words, record.get_absolute_url(), record.title, under)

    def render_where(self, record):
        schools = record.school_count or 0
        words = [record.territory.name.title()] if record.territory else []
        words += [ngettext("%(n)s escuela", "%(n)s escuelas", schools) % {"n": schools}] if schools else []
        return " · ".join(words) or format_html('<span class="muted">{}</span>', _("sin dato"))

    def render_to_date(self, record):
        if record.to_date:
            return date_format(record.to_date, "SHORT_DATE_FORMAT")
        return _("sin plazo") if record.signed_date else ""

    def render_status(self, record):
        return render_to_string("ui/status_pill.html", {"tone": record.status.tone, "label": record.state_words})
