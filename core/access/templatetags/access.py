from django import template

from core.tenancy.urls import global_url as global_path

register = template.Library()


@register.filter
def allows(request, permission):
    """`{% if request|allows:"water.record" %}`: the same answer the view will give."""
    return request.allows(permission)


@register.simple_tag
def global_url(name, *args, **kwargs):
    """`{% url %}` for a page that belongs to no UGEL (sign-in, account, gallery)."""
    return global_path(name, *args, **kwargs)


@register.simple_tag
def ugel_url(ugel, name="home", *args):
    """`{% url %}` into another UGEL the person may enter."""
    return f"/{ugel.code}{global_path(name, *args)}"
