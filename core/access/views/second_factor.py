from django.shortcuts import redirect, render

from core.access.decorators import access
from core.access.roles import enter


@access.public_tenant
def second_factor_owed(request):
    """What the UGEL asks of its staff before anything else opens, and the way to set it up."""
    enter(request)
    if not request.owes_second_factor:
        return redirect("home")
    return render(request, "access/second_factor_owed.html")
