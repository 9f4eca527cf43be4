"""Icons, states, fields and answers to forms."""

import re

import pytest
from django import forms
from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from core.strategies.registry import contributions
from core.ui import gallery, htmx
from core.ui.templatetags.icons import UnknownIcon, drawings, icon
from core.ui.tones import Tone, glyph

NAMED_ICON = re.compile(r'{% icon "([^"]+)"|icon="([a-z0-9-]+)"|icon\|default:"([^"]+)"|with icon="([^"]+)"')


def sources():
    skipped = {"var", ".venv", "tests", ".git", "tools"}
    for pattern in ("**/*.html", "**/*.py"):
        for path in settings.BASE_DIR.glob(pattern):
            if not skipped & set(path.relative_to(settings.BASE_DIR).parts):
                yield path


def test_every_icon_named_anywhere_can_be_drawn():
    named = {
        (name, str(path.relative_to(settings.BASE_DIR)))
        for path in sources()
        for found in NAMED_ICON.findall(path.read_text())
        for name in found
        if name
    }
    assert sorted((name, path) for name, path in named if name not in drawings()) == []


def test_every_declared_icon_can_be_drawn():
    declared = {c.icon for c in contributions()} | {event.icon for c in contributions() for event in c.timeline}
    assert declared - set(drawings()) == set()


def test_unknown_icon_says_what_to_do():
    with pytest.raises(UnknownIcon, match=r"core/ui/icons\.txt"):
        icon("unicorn")


def test_every_tone_has_a_shape_of_its_own():
    assert len({glyph(tone) for tone in Tone}) == len(Tone)
    assert glyph("") == glyph("none")


def test_pill_takes_an_enum_member_or_tone_and_label():
    from_enum = render_to_string("ui/status_pill.html", {"state": gallery.SampleState.OVERDUE})
    given = render_to_string("ui/status_pill.html", {"tone": "broken", "label": "Vencida"})
    assert from_enum == given
    assert "pill-broken" in given
    assert "Vencida" in given


class PlaceForm(forms.Form):
    name = forms.CharField(label="Nombre", help_text="Como figura en el padrón.")
    answer = forms.ChoiceField(label="¿Hay agua?", widget=forms.RadioSelect, choices=[("1", "Sí"), ("0", "No")])
    note = forms.CharField(label="Nota", required=False)


def test_field_ties_label_hint_and_error_to_the_input():
    page = str(PlaceForm({"answer": "1"}))

    assert re.search(r'<label for="id_name">\s*Nombre\s*</label>', page)
    described = re.search(r'<input[^>]*name="name"[^>]*aria-describedby="([^"]+)"', page)[1].split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert all(f'id="{name}"' in page for name in described)
    assert 'aria-invalid="true"' in page


def test_error_summary_leads_to_inputs_that_exist():
    page = str(PlaceForm({}))

    links = re.findall(r'<a href="#([^"]+)">', page)
    assert links == ["id_name", "id_answer_0"]
    assert all(f'id="{link}"' in page for link in links)


def test_only_what_may_stay_empty_is_marked():
    page = str(PlaceForm())
    assert re.findall(r"<label[^>]*>\s*(\w+)\s*<span class=\"optional\">", page) == ["Nota"]


def request_to(path="/agua/", *, with_htmx=False, **data):
    request = RequestFactory().post(path, data)
    request.htmx = with_htmx
    request._messages = CookieStorage(request)
    return request


class Point:
    def get_absolute_url(self):
        return "/agua/puntos/7/"


@pytest.mark.parametrize(
    ("data", "extra", "address"),
    [
        ({}, {"point": Point()}, "/agua/puntos/7/"),
        ({}, {}, "/agua/"),
        ({"next": "/escuelas/3/"}, {"point": Point()}, "/escuelas/3/"),
        ({"next": "https://elsewhere.example/"}, {"point": Point()}, "/agua/puntos/7/"),
        ({"next": "//elsewhere.example/"}, {}, "/agua/"),
        ({"next": "/escuelas/3/"}, {"to": "/informes/"}, "/informes/"),
    ],
)
def test_saved_redirects_who_has_no_htmx(data, extra, address):
    answer = htmx.saved(request_to(**data), "ui/notice.html", **extra)
    assert (answer.status_code, answer["Location"]) == (302, address)


def test_saved_gives_htmx_the_fragment_and_says_the_message_later():
    request = request_to(with_htmx=True)
    answer = htmx.saved(request, "ui/notice.html", message="Guardado.", text="La fila nueva")

    assert answer.status_code == 200
    assert "La fila nueva" in answer.content.decode()
    assert [str(message) for message in get_messages(request)] == ["Guardado."]


@pytest.mark.parametrize(("data", "status"), [(None, 200), ({"name": ""}, 422)])
def test_form_answers_422_only_when_it_is_wrong(data, status):
    answer = htmx.form(request_to(), "ui/forms/form.html", form=PlaceForm(data), fields=[])
    assert answer.status_code == status


def test_page_numbers_leave_gaps():
    from django.core.paginator import Paginator

    page = Paginator(range(1000), 10).page(50)
    template = Template("{% load ui %}{% for number in page|page_numbers %}{{ number }} {% endfor %}")
    assert template.render(Context({"page": page})).split() == ["1", "0", "49", "50", "51", "0", "100"]
