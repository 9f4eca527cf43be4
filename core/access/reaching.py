from django.urls import Resolver404, get_script_prefix, resolve


def may_open(request, path: str) -> bool:
    """Whether the role of who asks opens the page at a path of the open UGEL; the page may still refuse one thing."""
    try:
        view = resolve("/" + path.removeprefix(get_script_prefix())).func
    except Resolver404:
        return False
    rule = getattr(view, "access_rule", None)
    return rule is not None and (not rule.permission or request.allows(rule.permission))
