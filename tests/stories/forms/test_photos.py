"""Photos on the device and on their way: small, without traces, refused with a sentence, cut and resumed."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from core.files.tests.pictures import SVG, VOICE, picture
from tests.stories.forms.test_drafts import open_form
from tests.workers import wait_for

pytestmark = pytest.mark.django_db(transaction=True)
READY = "Lista para enviar"


def send(page, text="Falta agua"):
    page.get_by_label("Texto").fill(text)
    page.get_by_role("button", name="Enviar carta").click()


@pytest.fixture
def form(browser_at, as_person, elmer):
    page = as_person(browser_at(360), elmer)
    open_form(page)
    return page


def test_a_photo_leaves_the_device_small_and_without_traces(form, photo, office):
    form.get_by_label("Fotos").set_input_files(photo)
    expect(form.get_by_text(READY)).to_be_visible()

    (raw,) = office.raw_photos
    with Image.open(io.BytesIO(raw)) as sent:
        assert (sent.format, sent.size, dict(sent.getexif())) == ("JPEG", (1280, 853), {})
    assert len(raw) < photo.stat().st_size


def test_a_photo_the_browser_cannot_read_is_read_by_the_ugel(form, tmp_path, office, worker):
    heic = tmp_path / "IMG_0002.HEIC"
    heic.write_bytes(picture(size=(400, 300), kind="HEIF"))
    form.get_by_label("Fotos").set_input_files(heic)
    expect(form.get_by_text(READY)).to_be_visible()

    send(form)

    expect(form.locator(".arrival.received")).to_be_visible()
    wait_for(lambda: office.pictures == {"Falta agua": 1}, lambda: str(office.uploads))


def test_what_is_no_photo_says_why_and_holds_nothing_back(form, tmp_path, photo, office, worker):
    bad = tmp_path / "dibujo.svg"
    bad.write_bytes(SVG)
    form.get_by_label("Texto").fill("Falta agua")
    form.get_by_label("Fotos").set_input_files([bad, photo])

    expect(form.locator(".tile[data-state=refused]")).to_contain_text("El archivo no es una foto que podamos leer.")
    expect(form.get_by_label("Texto")).to_have_value("Falta agua")
    send(form)
    expect(form.locator(".arrival.received")).to_have_text("Recibido por la UGEL n.º 1")
    wait_for(lambda: office.pictures == {"Falta agua": 1}, lambda: str(office.uploads))


def test_a_photo_cut_in_the_middle_goes_on_where_it_was(form, tmp_path, office, watch):
    """A large one goes in pieces; the second piece loses the line."""
    watch.expects_a_bad_line()
    large = tmp_path / "nota.ogg"
    large.write_bytes(VOICE + bytes(700_000))
    sent = []

    def cut_second(route):
        if route.request.method != "PUT":
            return route.continue_()
        sent.append(route.request.headers["content-range"].split("/")[0])
        return route.abort("internetdisconnected") if len(sent) == 2 else route.continue_()

    form.route("**/archivos/envio/**", cut_second)
    form.get_by_label("Nota de voz").set_input_files(large)

    expect(form.get_by_text(READY)).to_be_visible()
    assert sent[0] == "bytes 0-262143"
    assert [part.split("-")[0] for part in sent[1:3]] == ["bytes 262144", "bytes 262144"]
    assert office.uploads == ["complete"]
    assert office.raw_photos == [large.read_bytes()]


def test_only_so_many_photos_are_taken(form, photo):
    form.get_by_label("Fotos").set_input_files([photo] * 4)

    expect(form.get_by_text("Envíe 3 fotos como máximo.")).to_be_visible()
    expect(form.locator(".tile")).to_have_count(3)


def test_a_removed_photo_is_not_sent(form, photo, office, worker):
    form.get_by_label("Fotos").set_input_files([photo, photo])
    expect(form.get_by_text(READY)).to_have_count(2)
    form.get_by_role("button", name="Quitar").first.click()
    expect(form.locator(".tile")).to_have_count(1)

    send(form)

    expect(form.locator(".arrival.received")).to_be_visible()
    wait_for(lambda: office.pictures == {"Falta agua": 1}, lambda: str(office.uploads))
    wait_for(lambda: office.uploads == ["attached"], lambda: str(office.uploads))


def test_a_form_with_errors_comes_back_with_text_and_photos(form, photo, office, worker):
    form.get_by_label("Fotos").set_input_files(photo)
    expect(form.get_by_text(READY)).to_be_visible()
    form.get_by_label("Detalle").fill("Desde marzo")
    form.get_by_label("Texto").evaluate("field => field.removeAttribute('required')")

    form.get_by_role("button", name="Enviar carta").click()

    expect(form.locator("[data-error-summary]")).to_be_focused()
    expect(form.get_by_label("Detalle")).to_have_value("Desde marzo")
    expect(form.locator(".tile")).to_have_count(1)
    expect(form.locator(".arrival")).to_have_count(0)
    send(form)
    expect(form.locator(".arrival.received")).to_have_text("Recibido por la UGEL n.º 1")
    wait_for(lambda: office.pictures == {"Falta agua": 1}, lambda: str(office.uploads))


def test_photos_may_follow_their_form(form, photo, office, worker, watch):
    """The line is too bad for the photo, and good enough for the text: the text does not wait."""
    watch.expects_a_bad_line()
    form.context.route("**/archivos/envio/**", lambda route: route.abort("internetdisconnected"))
    form.get_by_label("Fotos").set_input_files(photo)
    send(form)

    expect(form.locator(".arrival.received")).to_have_text("Recibido por la UGEL n.º 1")
    expect(form.get_by_text("Fotos por enviar: 1. Son del envío n.º 1")).to_be_visible()
    assert (office.letters, office.uploads) == (["Falta agua"], ["expected"])

    form.context.unroute_all()
    form.reload()

    wait_for(lambda: office.pictures == {"Falta agua": 1}, lambda: str(office.uploads))
    expect(form.get_by_text("Fotos por enviar")).to_be_hidden()


def test_without_scripts_it_is_a_plain_form(without_javascript, as_person, elmer, photo, tmp_path, office, worker):
    bad = tmp_path / "dibujo.svg"
    bad.write_bytes(SVG)
    page = as_person(without_javascript(360), elmer)
    page.goto("/230008/cartas/nueva/")
    page.get_by_label("Fotos").set_input_files([photo, bad])
    send(page)

    expect(page.get_by_text("«dibujo.svg»: El archivo no es una foto que podamos leer.").first).to_be_visible()
    expect(page.get_by_label("Texto")).to_have_value("Falta agua")
    expect(page.get_by_text("Archivo 1, ya enviado")).to_be_visible()
    page.get_by_role("button", name="Enviar carta").click()
    expect(page.get_by_text("Recibido por la UGEL n.º 1")).to_be_visible()
    wait_for(lambda: office.pictures == {"Falta agua": 1}, lambda: str(office.uploads))


def test_by_keyboard_alone(keyboard_only, form, office):
    keyboard = keyboard_only(form)
    form.reload()
    keyboard.write(form.get_by_label("Texto"), "Falta agua")
    keyboard.press(form.get_by_role("button", name="Enviar carta"))

    expect(form.locator(".arrival.received")).to_be_visible()
    assert office.letters == ["Falta agua"]
