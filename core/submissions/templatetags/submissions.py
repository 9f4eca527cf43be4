from django import template

from core.submissions.arrival import ID_FIELD, SENDER_FIELD, Arrival
from core.tenancy.ids import uuid7

register = template.Library()


@register.inclusion_tag("submissions/_fields.html", takes_context=True)
def submission(context, new=None, draft=True, form=""):
    """The hidden fields of a form that counts once; `draft=False` keeps what is typed off the device.

    `form` names it where it is posted to another view than the one that shows it: a button beside a list.
    """
    arrival = new or _arrival(context["request"], form)
    return {"arrival": arrival, "id_field": ID_FIELD, "sender_field": SENDER_FIELD, "draft": draft}


def _arrival(request, form):
    here = getattr(request, "submission", None)
    return here if here and form in ("", here.form) else Arrival(request, form, uuid7())
