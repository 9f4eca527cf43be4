"""{% school_tabs school "safety:school_checks" %}: the heading's tabs, with the page's own one marked."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from core.strategies.registry import collect
from schools.selectors.padron import differences

register = template.Library()
register.filter("differences", differences)


@register.inclusion_tag("ui/tabs.html", takes_context=True)
def school_tabs(context, school, current="schools:school_detail"):
    """Every strategy's tab of a school that this person may open."""
    request = context["request"]
    tabs = [{"label": _("Resumen"), "url": school.get_absolute_url(), "is_current": current == "schools:school_detail"}]
    for tab in collect("tabs"):
        if request.allows(tab.permission) and (tab.opens is None or tab.opens(request, school)):
            url = reverse(tab.url_name, args=[school.pk])
            tabs.append({"label": tab.label, "url": url, "is_current": current == tab.url_name})
    return {"tabs": tabs, "label": _("De esta escuela")}
