"""Deliveries and samples put right: corrected, or withdrawn with the reason."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import ReasonForm, done
from core.ui import htmx
from needs.selectors import schools_for
from schools.permissions import party_of
from water import permissions, services
from water.forms import DeliveryForm, SampleForm
from water.models import Delivery, Sample
from water.selectors.samples import corrections_of, untouched_corrections


@access(permissions.RECORD)
@accepts_once("water.correct_delivery")
def delivery_edit(request, pk, delivery_pk):
    delivery = _row(request, Delivery, pk, delivery_pk)
    form = DeliveryForm(request.POST or None, school=delivery.school, corrected=delivery)
    party = party_of(request.user, request.roles, pk)

    def correct(told):
        return services.correct_delivery(delivery=delivery, party=party, by=request.user, **told)

    if done(form, correct):
        return _received(request, pk, _("La entrega quedó corregida. Lo que decía antes queda en la historia."))
    return htmx.form(request, "water/delivery_edit.html", form=form, school=delivery.school, delivery=delivery)


@access(permissions.RECORD)
@accepts_once("water.withdraw_delivery")
def delivery_withdraw(request, pk, delivery_pk):
    delivery = _row(request, Delivery, pk, delivery_pk)
    form = ReasonForm(request.POST or None)
    if done(form, lambda told: services.withdraw_delivery(delivery=delivery, by=request.user, **told)):
        return _received(request, pk, _("La entrega ya no cuenta. Queda en la historia con el motivo."))
    return htmx.form(request, "water/delivery_withdraw.html", form=form, school=delivery.school, delivery=delivery)


@access(permissions.MANAGE)
@accepts_once("water.correct_sample")
def sample_edit(request, pk, sample_pk):
    sample = _row(request, Sample, pk, sample_pk)
    form = SampleForm(request.POST or None, instance=sample)
    made = done(form, lambda told: services.correct_sample(sample=sample, by=request.user, **told))
    if made:
        words = _("Muestra corregida: %(result)s. Lo que decía antes queda en la historia.")
        return _received(request, pk, words % {"result": made.status.label})
    return htmx.form(request, "water/sample_edit.html", form=form, school=sample.school, sample=sample)


@access(permissions.MANAGE)
@accepts_once("water.withdraw_sample")
def sample_withdraw(request, pk, sample_pk):
    sample = _row(request, Sample, pk, sample_pk)
    form = ReasonForm(request.POST or None)
    if done(form, lambda told: services.withdraw_sample(sample=sample, by=request.user, **told)):
        return _received(request, pk, _("La muestra ya no cuenta. Queda en la historia con el motivo."))
    promises = {"falling": untouched_corrections(sample), "corrections": corrections_of(sample)}
    return htmx.form(request, "water/sample_withdraw.html", form=form, school=sample.school, sample=sample, **promises)


def _row(request, model, pk, row_pk):
    """A row of a school this person sees that still stands."""
    school = get_object_or_404(schools_for(request.user, request.roles), pk=pk)
    return get_object_or_404(model.objects.standing().select_related("school"), pk=row_pk, school=school)


def _received(request, pk, words):
    return request.submission.received(to=reverse("water:school_water", args=[pk]), words=words)
