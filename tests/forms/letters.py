"""A form that exists only while tests run: a letter to the UGEL, kept as a line of history."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import path, reverse

from comuset.urls import *  # noqa: F403
from comuset.urls import urlpatterns as house
from core.access.decorators import access
from core.audit.models import Entry
from core.audit.services import record
from core.files.access import register_owner
from core.files.attachments import attaches
from core.files.forms import PhotosField, VoiceField
from core.files.models import FileKind
from core.submissions.decorators import accepts_once

POSTED, PICTURED = "letters.posted", "letters.pictured"
OWNER = "tests.Letter"
register_owner(OWNER, lambda request, stored: True)


class LetterForm(forms.Form):
    text = forms.CharField(label="Texto", max_length=200)
    note = forms.CharField(label="Detalle", required=False, widget=forms.Textarea)
    place = forms.ChoiceField(label="Lugar", required=False, choices=[("", "—"), ("patio", "Patio"), ("aula", "Aula")])
    urgency = forms.ChoiceField(
        label="Urgencia", required=False, widget=forms.RadioSelect, choices=[("hoy", "Hoy"), ("mes", "Este mes")]
    )
    topics = forms.MultipleChoiceField(
        label="Temas", required=False, widget=forms.CheckboxSelectMultiple, choices=[("agua", "Agua"), ("luz", "Luz")]
    )
    photos = PhotosField(label="Fotos", required=False, most=3)
    voice = VoiceField(label="Nota de voz", required=False)


@attaches("tests.letter", owner=OWNER, fields={"photos": FileKind.IMAGE, "voice": FileKind.AUDIO})
def picture_letter(file):
    letter, stored = Entry.objects.get(pk=file.made_id), file.keep(school_id=7)
    record(PICTURED, letter, by=file.by, file=stored.pk, field=file.field, position=file.position)


@access.member
@accepts_once("tests.letter")
def letter_write(request):
    form = LetterForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        entry = record(POSTED, request.user, by=request.user, text=form.cleaned_data["text"])
        if "lost" in entry.data["text"]:
            return redirect("home")
        return request.submission.received(entry, to=reverse("letter_read", args=[entry.pk]))
    return render(request, "tests/letter.html", {"form": form}, status=422 if form.errors else 200)


@access.member
def letter_read(request, pk):
    return render(request, "tests/letter_read.html", {"text": Entry.objects.get(pk=pk).data["text"]})


urlpatterns = [
    path("cartas/nueva/", letter_write, name="letter_write"),
    path("cartas/<int:pk>/", letter_read, name="letter_read"),
    *house,
]
