from django import template

from core.submissions.arrival import ID_FIELD, SENDER_FIELD, sender_code

register = template.Library()


@register.inclusion_tag("submissions/_fields.html", takes_context=True)
def submission(context, new=None, draft=True):
    """The hidden fields of a form that counts once; `draft=False` keeps what is typed off the device."""
    arrival = new or context["request"].submission
    return {"arrival": arrival, "id_field": ID_FIELD, "sender_field": SENDER_FIELD, "draft": draft}


@register.inclusion_tag("submissions/_device.html", takes_context=True)
def submission_device(context):
    """Once per page, at the end of its body: scripts and words of drafts and outbox, for people who signed in."""
    request = context["request"]
    is_known = bool(getattr(request, "ugel", None)) and request.user.is_authenticated
    return {"request": request, "sender": sender_code(request) if is_known else ""}
