from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.files.selectors import Arrivals
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from safety import permissions
from safety.forms import AnswersForm, StartForm
from safety.models import AnswerPhoto
from safety.permissions import check_can_fill
from safety.selectors.checks import ANSWERS_FORM, sections_of
from safety.services import checks as services
from safety.services.photos import remove_photo
from safety.views.checks import visible_check


@access(permissions.FILL)
@accepts_once("safety.start")
def check_fill(request, pk):
    check = fillable_check(request, pk)
    form = StartForm(request.POST or None, initial={"visited_date": check.visited_date or timezone.localdate()})
    sections = sections_of(check)
    if form.is_valid():
        try:
            services.record_answers(check=check, answers={}, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("visited_date", str(error))
        else:
            return request.submission.received(check, to=next_page(check), is_step=True)
    context = {"check": check, "form": form, "sections": sections, **progress_of(sections)}
    return render(request, "safety/check_fill.html", context, status=422 if form.errors else 200)


@access(permissions.FILL)
@accepts_once(ANSWERS_FORM)
def check_answer(request, pk, dimension):
    check = fillable_check(request, pk)
    sections = sections_of(check)
    section = next((section for section in sections if section.dimension == dimension), None)
    if section is None:
        raise Http404
    form = AnswersForm(request.POST or None, request.FILES or None, section=section)
    if form.is_valid():
        try:
            services.record_answers(check=check, answers=form.answers(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            to = page_of(check, section) if "stay" in request.POST else next_page(check, after=section)
            return request.submission.received(check, to=to)
    position = sections.index(section) + 1
    context = {"check": check, "form": form, "section": section, "position": position, "of": len(sections)}
    context |= {"arrivals": Arrivals.of(check, ANSWERS_FORM), **progress_of(sections)}
    return render(request, "safety/check_answer.html", context, status=422 if form.errors else 200)


@access(permissions.FILL)
@accepts_once("safety.photo_remove")
def photo_remove(request, pk, photo_pk):
    check = fillable_check(request, pk)
    photo = get_object_or_404(AnswerPhoto.objects.select_related("item", "file"), pk=photo_pk, safety_check=check)
    if request.method == "POST":
        back = reverse("safety:check_answer", args=[check.pk, photo.item.dimension])
        try:
            remove_photo(photo=photo, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(back)
        return request.submission.received(check, to=back)
    return render(request, "safety/photo_remove.html", {"check": check, "photo": photo})


@access(permissions.FILL)
@accepts_once("safety.submit")
def check_submit(request, pk):
    check = fillable_check(request, pk)
    sections = sections_of(check)
    if request.method == "POST":
        try:
            services.submit_check(check=check, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("La ficha quedó enviada: ahora la verifica otra persona."))
            return request.submission.received(check)
    context = {"check": check, "sections": sections, **progress_of(sections)}
    context["arrivals"] = Arrivals.of(check, ANSWERS_FORM)
    return render(request, "safety/check_submit.html", context)


def fillable_check(request, pk):
    """The check for its author to write in; a closed one is only shown."""
    check = visible_check(request, pk)
    check_can_fill(request.user, check)
    return check


def progress_of(sections) -> dict:
    answered, total = sum(section.answered for section in sections), sum(section.total for section in sections)
    return {"answered": answered, "total": total, "is_complete": answered == total}


def next_page(check, after=None) -> str:
    """The first unfinished dimension, looking past `after`; the summary when all are done."""
    sections = sections_of(check)
    names = [section.dimension for section in sections]
    start = names.index(after.dimension) + 1 if after else 0
    for section in [*sections[start:], *sections[:start]]:
        if not section.is_complete and section.dimension != getattr(after, "dimension", None):
            return page_of(check, section)
    return reverse("safety:check_submit", args=[check.pk])


def page_of(check, section) -> str:
    return reverse("safety:check_answer", args=[check.pk, section.dimension])
