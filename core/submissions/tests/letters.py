"""A form that exists only while tests run: a letter to the UGEL, kept as a line of history."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from comuset.urls import *  # noqa: F403
from comuset.urls import urlpatterns as house
from core.access.decorators import access
from core.audit.models import Entry
from core.audit.services import record
from core.submissions.decorators import accepts_once

POSTED = "letters.posted"


class LetterForm(forms.Form):
    text = forms.CharField(max_length=200)


@access.member
@accepts_once("tests.letter")
def letter_write(request):
    form = LetterForm(request.POST or None)
    if form.is_valid():
        entry = record(POSTED, request.user, by=request.user, **form.cleaned_data)
        if "lost" in entry.data["text"]:
            return redirect("home")
        return request.submission.received(entry, to=reverse("letter_read", args=[entry.pk]))
    return render(request, "tests/letter.html", {"form": form}, status=422 if form.errors else 200)


@access.member
def letter_read(request, pk):
    return HttpResponse(Entry.objects.get(pk=pk).data["text"])


urlpatterns = [
    path("cartas/nueva/", letter_write, name="letter_write"),
    path("cartas/<int:pk>/", letter_read, name="letter_read"),
    *house,
]
