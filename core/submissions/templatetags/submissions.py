from django import template

from core.submissions.arrival import ID_FIELD, SENDER_FIELD

register = template.Library()


@register.inclusion_tag("submissions/_fields.html", takes_context=True)
def submission(context, new=None, draft=True):
    """The hidden fields of a form that counts once; `draft=False` keeps what is typed off the device."""
    arrival = new or context["request"].submission
    return {"arrival": arrival, "id_field": ID_FIELD, "sender_field": SENDER_FIELD, "draft": draft}
