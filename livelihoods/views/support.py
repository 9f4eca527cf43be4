from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.forms import ReasonForm, done
from livelihoods import permissions, resources, selectors, services
from livelihoods.filters import SupportFilter
from livelihoods.forms import SchoolSupportForm, SupportForm
from livelihoods.models import FamiliesCount, Grant, Income, InitiativeGroup, Support, Watch
from livelihoods.views.asking import ask, page_of, without_page
from needs.selectors import schools_for
from schools.views.downloads import Download, answer_with

NAMES = ("kind", "day", "children", "disabled_children", "grades", "times", "per", "what")
WORDS = {"donacion": Grant, "familias": FamiliesCount, "ingreso": Income, "ayuda": Support, "vigila": Watch}


def asked_support(request) -> SupportFilter:
    """The list as it is filtered."""
    return SupportFilter(request.GET, queryset=Support.objects.standing(), request=request)


@access(permissions.VIEW)
def support_list(request):
    """Help that children got, the latest first; what nobody counted reads «sin dato»."""
    found = asked_support(request)
    is_empty = not Support.objects.standing().exists()
    page = page_of(request, selectors.support_rows(found.qs))
    context = {"page": page, "filter": found, "rest": without_page(request), "is_empty": is_empty}
    return render(request, "livelihoods/support_list.html", context)


@access(permissions.VIEW)
def support_export(request, kind):
    rows = partial(resources.support_rows, asked_support(request).qs)
    return answer_with(request, kind, Download("ayuda", _("Ayuda"), resources.support_header(), rows))


@access(permissions.VIEW)
def support_detail(request, pk):
    """One word of help with what it took the place of."""
    support = get_object_or_404(selectors.support_rows(Support.objects.select_related("struck_by")), pk=pk)
    context = {
        "support": support,
        "former": selectors.former_words(support),
        "may_tell": request.allows(permissions.MANAGE) and support.struck_at is None,
        "events": timeline_of(support),
    }
    return render(request, "livelihoods/support_detail.html", context)


@access(permissions.MANAGE)
@accepts_once("livelihoods.tell_support")
def support_tell(request):
    form = SupportForm(request.POST or None, initial={"territory": request.GET.get("lugar")})
    made = done(form, lambda _told: services.tell_support(by=request.user, **form.words()))
    if made:
        return request.submission.received(made, words=_("La ayuda quedó contada."))
    told = {"title": _("Contar una ayuda"), "of": "", "button": _("Guardar"), "lead": _how()}
    return ask(request, form, back=reverse("livelihoods:support_list"), **told)


@access(permissions.MANAGE)
@accepts_once("livelihoods.correct_support")
def support_correct(request, pk):
    support = get_object_or_404(selectors.support_rows(Support.objects.standing()), pk=pk)
    initial = {name: getattr(support, name) for name in (*NAMES, "school", "territory")}
    form = SupportForm(request.POST or None, corrects=support, initial=initial)
    made = done(form, lambda _told: services.tell_support(by=request.user, **form.words()))
    if made:
        return request.submission.received(made, words=_("Se corrigió; lo que decía antes queda a la vista."))
    told = {"title": _("Corregir una ayuda"), "button": _("Guardar")}
    return ask(request, form, of=support, back=support.get_absolute_url(), **told)


@access(permissions.SCHOOL)
def school_support(request, pk):
    """The tab of the school's page: help its children got, and the group of its village."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    village = selectors.place_of(school)
    group = InitiativeGroup.objects.open().select_related("village").filter(village=village).first()
    own = Support.objects.standing().filter(school=school)
    around = Support.objects.standing().filter(school=None, territory=village)
    context = {
        "school": school,
        "group": group,
        "support": selectors.support_rows(own | around)[:30],
        "received": selectors.received_by(group)[:5] if group else [],
        "currency": request.ugel.currency,
        "may_tell": request.allows(permissions.TELL) and permissions.opens_school(request, school),
    }
    return render(request, "livelihoods/school_support.html", context)


@access(permissions.TELL)
@accepts_once("livelihoods.tell_school_support")
def school_support_tell(request, pk):
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    if not permissions.opens_school(request, school):
        raise PermissionDenied(_("Solo el equipo de la escuela o la UGEL puede contar la ayuda que llegó."))
    form = SchoolSupportForm(request.POST or None)
    made = done(form, lambda _told: services.tell_support(school=school, by=request.user, **form.words()))
    back = reverse("livelihoods:school_support", args=[school.pk])
    if made:
        return request.submission.received(made, to=back, words=_("La ayuda quedó contada."))
    return ask(request, form, title=_("Contar una ayuda"), of=school, button=_("Guardar"), back=back, lead=_how())


@access(permissions.MANAGE)
@accepts_once("livelihoods.strike")
def word_strike(request, kind, pk):
    """Take back what was said by mistake; it stays readable with its reason."""
    if kind not in WORDS:
        raise Http404
    word = get_object_or_404(WORDS[kind].objects.standing(), pk=pk)
    back = _page_of(word)
    form = ReasonForm(request.POST or None)
    if done(form, lambda told: services.strike(word=word, by=request.user, **told)):
        return request.submission.received(word, to=back, words=_("Se anuló; queda a la vista con su motivo."))
    return ask(request, form, title=_("Anular lo que se dijo"), of=word, button=_("Anular"), back=back)


def _page_of(word) -> str:
    for owner in ("group", "enterprise"):
        if hasattr(word, owner):
            return getattr(word, owner).get_absolute_url()
    return word.get_absolute_url()


def _how() -> str:
    return _("Cuántas niñas y niños, sin nombres. Lo que no se sabe se deja en blanco y se lee «sin dato».")
