import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.ui.numbers import written
from partners.models import Partner

NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}


class PartnerTable(tables.Table):
    name = tables.Column(_("Aliado"), order_by=("search_name",))
    places = tables.Column(_("Dónde"), order_by=("places", "search_name"))
    contact_name = tables.Column(_("Quién decide"), order_by=("contact_name", "search_name"), empty_values=())
    open_offers = tables.Column(_("Ofrece"), attrs=NUMBER, order_by=("-open_offers", "search_name"), empty_values=())
    promises = tables.Column(_("Promesas abiertas"), attrs=NUMBER, orderable=False, empty_values=())
    status = tables.Column(_("Estado"), order_by=("-is_active", "search_name"))

    class Meta:
        model = Partner
        fields = ("name", "places", "contact_name", "open_offers", "promises", "status")
        order_by = "name"
        empty_text = _("Ningún aliado coincide con lo que busca.")

    def __init__(self, *args, promises: dict[int, int] | None, **kwargs):
        """`promises`: open ones by partner id; None where nobody knows promises or the reader may not."""
        self.promises = promises or {}
        super().__init__(*args, exclude=("promises",) if promises is None else (), **kwargs)

    def render_name(self, record):
        words = '<a href="{}">{}</a><br><span class="muted small">{}</span>'
        return format_html(words, record.get_absolute_url(), record.name, record.get_kind_display())

    def render_places(self, value):
        return value.title()

    def render_contact_name(self, record):
        if not record.contact_name:
            return format_html('<span class="muted">{}</span>', _("sin contacto"))
        if not record.contact_post:
            return record.contact_name
        return format_html('{}<br><span class="muted small">{}</span>', record.contact_name, record.contact_post)

    def render_open_offers(self, record):
        return written(record.open_offers or 0)

    def render_promises(self, record):
        return written(self.promises.get(record.pk, 0))

    def render_status(self, record):
        return render_to_string("ui/status_pill.html", {"state": record.status})
