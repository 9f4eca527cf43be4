"""What needs somebody today, what schools wait for, and what the search finds."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.accounts.enums import SCHOOL_ROLES
from core.strategies.registry import FirstStep, Found, HomeCount, OpenItem, Promised, Search
from core.strategies.searching import every_word
from needs import permissions
from needs.enums import NeedState
from needs.models import Need
from needs.selectors import schools_for, zero_help_schools
from schools.enums import Party
from schools.models import School

SHOWN = 3
COUNTS = [
    HomeCount(
        "needs.dangers",
        lambda request: Need.objects.dangers(),
        lambda count: ngettext("peligro hoy", "peligros hoy", count),
        well=gettext_lazy("Ningún peligro en las escuelas"),
        url_name="needs:need_list",
        query="danger=on",
        permission=permissions.ANSWER,
        tone="broken",
        order=10,
    ),
    HomeCount(
        "needs.unanswered",
        lambda request: Need.objects.waiting_for_answer(),
        lambda count: ngettext("necesidad sin responder", "necesidades sin responder", count),
        well=gettext_lazy("Toda necesidad tiene respuesta"),
        url_name="needs:need_list",
        query="state=reported",
        permission=permissions.ANSWER,
        tone="risk",
        order=11,
    ),
    HomeCount(
        "needs.without_help",
        lambda request: zero_help_schools(),
        lambda count: ngettext("escuela sin ninguna ayuda", "escuelas sin ninguna ayuda", count),
        well=gettext_lazy("Cada escuela que pidió recibe alguna ayuda"),
        url_name="needs:schools_without_help",
        permission=permissions.ANSWER,
        tone="risk",
        order=12,
    ),
    HomeCount(
        "needs.to_confirm",
        lambda request: Need.objects.waiting_for_confirmation(),
        lambda count: ngettext(
            "dicen resuelta, falta quien lo confirme", "dicen resueltas, falta quien lo confirme", count
        ),
        well=gettext_lazy("Nada espera un segundo testigo"),
        url_name="needs:need_list",
        query="confirm=on",
        permission=permissions.ANSWER,
        tone="progress",
        order=13,
    ),
]
FIRST_NEEDS = FirstStep(
    "needs.first",
    order=50,
    label=gettext_lazy("Reciba las primeras necesidades"),
    why=gettext_lazy(
        "Cada escuela dice qué le falta y qué tan grave es; usted responde y la escuela se entera. "
        "Puede empezar cargando la planilla que ya tiene en Excel."
    ),
    facts=Need.objects.all,
    url_name="needs:need_list",
    permission=permissions.ANSWER,
)


def open_at_school(school_id):
    """What a new head of the school inherits."""
    open_here = Need.objects.open().filter(school_id=school_id).count()
    return [OpenItem(_("Necesidades abiertas"), open_here, reverse("needs:school_needs", args=[school_id]))]


def promised_to(school_ids) -> list[Promised]:
    """Needs a programme of the State has taken up; it gave no date."""
    taken = Need.objects.of_schools(school_ids).filter(state=NeedState.STATE_PROGRAMME).order_by("-answered_at")
    return [Promised(need.what, need.programme, need.get_absolute_url(), need.status) for need in taken]


def for_school(request):
    """Questions only they can answer: is it solved, as another party said, and what was missing."""
    if request.roles & permissions.READS_ALL:
        return None
    mine = Need.objects.filter(school__in=schools_for(request.user, request.roles).order_by().values("pk"))
    mine_to_say = Party.SCHOOL if request.roles & SCHOOL_ROLES else Party.GUARDIAN
    asked = Q(solved_said_at__isnull=False) & ~Q(solved_said_by=request.user) & ~Q(solved_said_for=mine_to_say)
    if request.allows(permissions.REPORT):
        asked |= Q(state=NeedState.RETURNED)
    needs = list(mine.open().filter(asked).order_by("-number")[:SHOWN])
    return {"needs": needs} if needs else None


def found_needs(request, text):
    """By number, by the school, or by what it says."""
    needs = Need.objects.select_related("school").order_by("-number")
    if not request.roles & permissions.READS_ALL:
        needs = needs.filter(school__in=schools_for(request.user, request.roles).order_by().values("pk"))
    if text.isdecimal() and len(text) < 10:
        return needs.filter(number=int(text))
    bare, by_text = every_word(text, "what", "detail", "place")
    return needs.alias(**bare).filter(by_text | Q(school__in=School.objects.search(text)))


def found_line(need) -> Found:
    return Found(str(need), need.get_absolute_url(), need.school.name, need.status)


SEARCH = Search(
    "needs",
    gettext_lazy("Necesidades"),
    found_needs,
    found_line,
    permissions.VIEW,
    url_name="needs:need_list",
    order=30,
)
