from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from partners import permissions, services
from partners.forms import MergeForm, ReasonForm
from partners.selectors.detail import what_passes
from partners.selectors.likeness import similar_to
from partners.views.finding import open_partner_or_404


@access(permissions.WRITE)
def partner_merge(request, pk):
    """Which other partner this one is; nothing happens yet."""
    partner = open_partner_or_404(pk)
    form = MergeForm(request.GET or None, partner=partner)
    if form.is_valid():
        return redirect("partners:partner_merge_confirm", partner.pk, form.cleaned_data["into"].pk)
    told = {"name": partner.name, "kind": partner.kind, "short_name": partner.short_name}
    similar = similar_to(**told, except_for=partner.pk)
    return htmx.form(request, "partners/partner_merge.html", form=form, partner=partner, similar=similar)


@access(permissions.WRITE)
@accepts_once("partners.merge")
def partner_merge_confirm(request, pk, kept_pk):
    """What passes from the one to the other, before it does: it cannot be undone."""
    gone, kept = open_partner_or_404(pk), open_partner_or_404(kept_pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.merge_partners(gone=gone, kept=kept, by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            words = _("«%(gone)s» quedó unido a este aliado.") % {"gone": gone.name}
            return request.submission.received(kept, words=words)
    context = {"gone": gone, "kept": kept, "passes": what_passes(gone, kept)}
    return htmx.form(request, "partners/partner_merge_confirm.html", form=form, **context)
