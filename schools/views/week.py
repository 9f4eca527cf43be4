from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.documents.printed import answer_pdf
from core.jobs.services import enqueue
from core.submissions.decorators import accepts_once
from schools import permissions
from schools.forms.week import USUAL, WeekForm
from schools.models import School
from schools.selectors.week import monday_of, week_of
from schools.services import week as services

KEPT = "week_refused"  # in the session, by school and week: what was refused waits for who said it
PRINT_WEEK = "schools.print_week"


@access(permissions.WEEK)
@accepts_once("schools.week")
def school_week(request, pk, monday=""):
    """What is asked of a school in a week, from every strategy; any day alone or all of it on Friday."""
    week = _week(request, pk, monday)
    if request.method != "POST":
        kept = request.session.get(KEPT, {}).pop(_place(week), None)
        request.session.modified = request.session.modified or kept is not None
        return _page(request, WeekForm(week, **(kept or {})))
    form = WeekForm(week, request.POST.dict())
    if how := request.POST.get("fill", ""):
        return _page(request, form.filled(how))
    taken = _take(request, form)
    if taken.count:
        return _received(request, form, taken)
    form.refused = taken.refused
    nothing = _("No hay nada nuevo que enviar. Diga primero qué pasó algún día.")
    found = [_not_saved(len(taken.refused))] if taken.refused else []
    found += [_gone(form)] if form.gone else []
    form.errors = found or [nothing]
    return _page(request, form, status=422)


@access(permissions.WEEK)
@require_POST
@accepts_once("schools.week_sheet")
def week_sheet(request, pk, monday):
    """The week on paper; a worker prints it."""
    week = _week(request, pk, monday)
    asked = {"school_id": pk, "monday": str(week.monday), "allowed": [part.key for part, _lines in week.daily]}
    return request.submission.received(enqueue(PRINT_WEEK, by=request.user, **asked))


@access(permissions.WEEK)
def week_sheet_download(request, job_pk):
    """The PDF, for whoever asked for it."""
    return answer_pdf(request, job_pk, PRINT_WEEK, filename=_("mi-semana.pdf"))


def _week(request, pk, text):
    school = get_object_or_404(School.objects.current().select_related("district"), pk=pk)
    monday = monday_of(text)
    if monday is None or not permissions.tells_week(request, school):
        raise Http404
    return week_of(school, monday, allows=request.allows)


def _place(week) -> str:
    return f"{week.school.pk}-{week.monday}"


def _take(request, form) -> services.Taken:
    """Each word and each part taken or refused by itself."""
    words, unread = [], {}
    for cell in form.cells:
        try:
            word = cell.word()
        except ValueError:
            unread[cell.name] = services.unreadable()
        else:
            words += [(cell.name, cell.part, word)] if word else []
    taken = services.take_week(school=form.week.school, words=words, by=request.user)
    taken.refused |= unread
    for part, own, _refused in form.own:
        if not own.is_bound or not own.has_changed():
            continue
        if own.is_valid():
            own_taken = services.take_own(school=form.week.school, part=part, form=own, by=request.user)
            taken.count, taken.refused = taken.count + own_taken.count, taken.refused | own_taken.refused
        else:
            taken.refused[part.key] = _("Revise lo que está marcado.")
    return taken


def _received(request, form, taken):
    """Take leave; what was refused is kept for the page it belongs to, and shown there beside its line."""
    week = form.week
    to = reverse("schools:school_week", args=[week.school.pk, week.monday])
    words = ngettext("Quedó anotada %(n)s respuesta.", "Quedaron anotadas %(n)s respuestas.", taken.count)
    if taken.refused:
        typed = {name: value for name, value in form.typed.items() if _is_of(name, taken.refused)}
        kept = request.session.get(KEPT, {})
        request.session[KEPT] = {**kept, _place(week): {"typed": typed, "refused": taken.refused}}
        messages.warning(request, _not_saved(len(taken.refused)))
    if form.gone:
        messages.warning(request, _gone(form))
    return request.submission.received(to=to, words=words % {"n": taken.count})


def _gone(form) -> str:
    words = ngettext(
        "%(n)s no se guardó: ese día ya no se pregunta, porque no hay clases o la ruta terminó.",
        "%(n)s no se guardaron: esos días ya no se preguntan, porque no hay clases o la ruta terminó.",
        len(form.gone),
    )
    return words % {"n": len(form.gone)}


def _not_saved(count: int) -> str:
    words = ngettext(
        "%(n)s no se guardó. Abajo, junto a ella, dice por qué.",
        "%(n)s no se guardaron. Abajo, junto a cada una, dice por qué.",
        count,
    )
    return words % {"n": count}


def _is_of(name, refused) -> bool:
    """Is this field of a refused cell, or of a part's own form? What the person saw is asked anew."""
    bare = name.removeprefix("number-").removeprefix("note-")
    return bare in refused or (bare.partition("-")[0] in refused and not name.startswith("seen-"))


def _page(request, form, status=200):
    week = form.week
    context = {
        "form": form,
        "week": week,
        "school": week.school,
        "usual": USUAL,
        "before": week.monday - timedelta(days=7),
        "after": week.monday + timedelta(days=7) if monday_of(str(week.monday + timedelta(days=7))) else None,
        "friday": week.days[-1].day,
    }
    return render(request, "schools/school_week.html", context, status=status)
