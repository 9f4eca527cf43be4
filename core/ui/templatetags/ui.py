"""Small pieces the layouts and components need."""

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from core.strategies.registry import collect
from core.ui import tones

register = template.Library()
BOTTOM = ["home", "strategy", "base", "last"]
BAR_ENTRIES = 4
LAST = 90  # contributions of this order and later (people, settings) stand below the strategies


@register.simple_tag
def glyph(tone="none"):
    """The shape of a tone; a word must stand beside it."""
    return tones.glyph(tone)


@register.filter
def initials(name):
    """«RQ» for «Rosa Quispe»."""
    words = str(name).split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


@register.inclusion_tag("layouts/_rail.html", takes_context=True)
def rail_menu(context):
    """The strategies in the registry's order, each entry only for those who may open it."""
    return {"groups": _groups(context), "request": context["request"]}


@register.inclusion_tag("layouts/_bottom_bar.html", takes_context=True)
def bottom_bar(context):
    """Four entries at most: home, what the apps put on the bar, then the first of each strategy that is not there."""
    allows, path = context["request"].allows, context["request"].path
    home, *groups = sorted(_groups(context), key=lambda group: BOTTOM.index(group["kind"]))
    declared = [item for item in collect("bar") if not item.permission or allows(item.permission)]
    links = [home["links"][0], *({"label": i.label, "url": reverse(i.url_name), "icon": i.icon} for i in declared)]
    known = {link["url"] for link in links}
    links += [group["links"][0] for group in groups if not known & {link["url"] for link in group["links"]}]
    return {"links": [{**link, "here": _here(link["url"], path)} for link in links[:BAR_ENTRIES]]}


def _here(url, path):
    """A page of the same app counts as the entry's: «Mi escuela» stays marked on the school's tabs."""
    if url == path:
        return "page"
    return "true" if _section(url) and _section(url) == _section(path) else ""


def _section(path):
    return path.removeprefix(reverse("home")).partition("/")[0]


@register.inclusion_tag("layouts/_ways_on.html", takes_context=True)
def ways_on(context):
    """Everything else a person may open, where the page has no rail."""
    on_bar = {link["url"] for link in bottom_bar(context)["links"]}
    links = [link for group in _groups(context)[1:] for link in group["links"]]
    return {"links": [link for link in links if link["url"] not in on_bar]}


def _groups(context):
    home = {"label": _("Inicio"), "url": reverse("home"), "icon": "home"}
    groups = [{"label": "", "kind": "home", "links": [home]}]
    for contribution, items in context.get("rail", []):
        links = [
            {"label": item.label, "url": reverse(item.url_name), "icon": item.icon or contribution.icon}
            for item in items
        ]
        groups.append({"label": contribution.label, "kind": _kind(contribution), "links": links})
    _mark_current([link for group in groups for link in group["links"]], context["request"].path)
    order = ["home", "base", "strategy", "last"]
    return sorted(groups, key=lambda group: order.index(group["kind"]))


def _kind(contribution):
    if contribution.is_strategy:
        return "strategy"
    return "last" if contribution.order >= LAST else "base"


def _mark_current(links, path):
    """The longest address that begins the page's own is where the person is; home only when it is the page."""
    fitting = [link for link in links[1:] if path.startswith(link["url"])]
    if fitting:
        max(fitting, key=lambda link: len(link["url"]))["here"] = "true"
    elif path == links[0]["url"]:
        links[0]["here"] = "page"


@register.filter
def first_input_id(field):
    """Where an error's link jumps to: a group of choices has no input of its own name."""
    if field.use_fieldset and field.subwidgets:
        return field.subwidgets[0].id_for_label or field.auto_id
    return field.id_for_label


@register.filter
def page_numbers(page):
    """The numbers around this page, 0 where a gap is."""
    return [
        number if isinstance(number, int) else 0
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]


@register.filter
def up_to(last):
    return range(1, int(last) + 1)


@register.simple_tag(takes_context=True)
def home_card(context, card, data):
    """One strategy's card with the context its `build` gave."""
    return render_to_string(card.template, data, request=context["request"])
