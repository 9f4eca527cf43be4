"""{% partner_tabs partner "commitments:partner_promises" %}: the heading's tabs, with the page's own one marked."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from core.strategies.registry import collect

register = template.Library()
OVERVIEW = "partners:partner_detail"


@register.inclusion_tag("ui/tabs.html", takes_context=True)
def partner_tabs(context, partner, current=OVERVIEW):
    """Every app's tab of a partner that this person may open; nothing while there is only the overview."""
    request = context["request"]
    tabs = [{"label": _("Resumen"), "url": partner.get_absolute_url(), "is_current": current == OVERVIEW}]
    for tab in collect("partner_tabs"):
        if request.allows(tab.permission) and (tab.opens is None or tab.opens(request, partner)):
            url = reverse(tab.url_name, args=[partner.pk])
            tabs.append({"label": tab.label, "url": url, "is_current": current == tab.url_name})
    return {"tabs": tabs, "label": _("De este aliado")}
