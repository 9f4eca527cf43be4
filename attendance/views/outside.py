from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from attendance import permissions, selectors, services
from attendance.forms import OutsideForm
from attendance.models import OutsideCount
from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from needs.selectors import schools_for

PAGE, SHOWN = 25, 20


@access(permissions.VIEW)
def outside_list(request):
    """Of each school how many of its list do not come; first those of which nobody said it."""
    only_untold = request.GET.get("sin_decir") == "1"
    page = Paginator(selectors.listed(only_untold=only_untold), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "only_untold": only_untold, "untold": selectors.listed(only_untold=True).count()}
    return render(request, "attendance/outside_list.html", context)


@access(permissions.SCHOOL)
@accepts_once("attendance.outside")
def outside_tell(request, pk):
    """What a school told of who does not come, and for whoever counts its attendance the form to say it anew."""
    seen = selectors.with_outside(schools_for(request.user, request.roles), OutsideCount.objects.all())
    school = get_object_or_404(seen, pk=pk)
    may_tell = request.allows(permissions.RECORD)
    if request.method == "POST" and not may_tell:
        raise PermissionDenied
    form = OutsideForm(request.POST or None, school=school)
    act = {"school": school, "by": request.user}
    if done(form, lambda told: services.record_outside(**told, **act)):
        to = reverse("attendance:outside_tell", args=[pk])
        return request.submission.received(to=to, words=_("Quedó dicho. Lo de antes sigue a la vista."))
    context = {"school": school, "told": selectors.outside_of(school)[:SHOWN], "may_tell": may_tell}
    return htmx.form(request, "attendance/outside_tell.html", form=form, **context)
