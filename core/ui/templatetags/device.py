"""Once per page: what a phone needs to keep drafts, photos and forms on their way."""

from django import template
from django.templatetags.static import static

from core.submissions.arrival import sender_code

register = template.Library()
# All named in the page, or the browser would ask for each only when it has read the one that imports it.
MODULES = ["words", "store", "line", "fields", "photos", "drafts", "tiles", "steps", "outbox", "panel", "start"]


@register.inclusion_tag("layouts/_device.html", takes_context=True)
def device(context):
    """Scripts and words, for people who signed in to a UGEL."""
    request = context.get("request")
    if not getattr(request, "ugel", None) or not request.user.is_authenticated:
        return {"sender": ""}
    modules = [static(f"js/forms/{name}.js") for name in MODULES]
    return {"sender": sender_code(request), "modules": modules, "request": request}
