from django.shortcuts import get_object_or_404, render

from core.access.decorators import access
from safety import permissions
from safety.selectors.checklists import current_version
from safety.selectors.checks import blank_sections, sections_of
from safety.views.checks import visible_check
from schools.models import School


@access(permissions.VIEW)
def checklist_print(request):
    """The checklist on paper, blank, for a school where no phone works."""
    version = current_version()
    school_id = request.GET.get("escuela", "")
    school = get_object_or_404(School, pk=school_id) if school_id.isdigit() else None
    context = {"version": version, "school": school, "sections": blank_sections(version)}
    context["ugel"] = request.ugel
    return render(request, "safety/checklist_print.html", context)


@access(permissions.VIEW)
def check_print(request, pk):
    check = visible_check(request, pk)
    context = {"version": check.version, "school": check.school, "check": check, "sections": sections_of(check)}
    context["ugel"] = request.ugel
    return render(request, "safety/checklist_print.html", context)
