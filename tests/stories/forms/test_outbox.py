"""What waits on this device can be read, sent and thrown away, each by itself."""

import pytest
from playwright.sync_api import expect

from tests.stories.forms.test_bad_lines import send
from tests.stories.forms.test_drafts import fill_in, open_form
from tests.workers import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offline(browser_at, as_person, elmer, photo, watch):
    """Two letters wait, the first with a photo; the line is cut."""
    watch.expects_a_bad_line()
    page = as_person(browser_at(360), elmer)
    open_form(page)
    page.context.set_offline(True)
    fill_in(page)
    page.get_by_label("Fotos").set_input_files(photo)
    expect(page.locator(".tile")).to_have_count(1)
    page.get_by_role("button", name="Enviar carta").click()
    page.get_by_role("button", name="Llenar otro").click()
    send(page, "Falta luz")
    expect(page.locator(".arrival-box li")).to_have_count(2)
    return page


def test_what_was_written_is_read_before_it_is_sent(offline, axe):
    first, second = offline.locator(".arrival-box li").all()
    expect(first).to_contain_text("Fotos o grabaciones: 1")
    expect(second).not_to_contain_text("Fotos o grabaciones: 1")

    first.get_by_text("Ver lo escrito").click()

    said = first.locator("dl")
    expect(said).to_contain_text("Falta agua en el baño")
    expect(said).to_contain_text("Hay 46 niñas y niños.")
    assert said.locator("dt").all_text_contents() == ["Texto", "Detalle", "Lugar", "Urgencia", "Temas"]
    assert said.locator("dd").all_text_contents()[2:] == ["Patio", "Hoy", "Luz"]
    axe(offline)


def test_one_is_thrown_away_by_keyboard_and_the_other_arrives(keyboard_only, offline, office, worker):
    keyboard = keyboard_only(offline)
    first = offline.locator(".arrival-box li").first
    keyboard.press(first.get_by_text("Descartar…"))
    expect(first.get_by_text("no se puede recuperar")).to_be_visible()
    keyboard.press(first.get_by_role("button", name="Descartar este envío"))
    expect(offline.locator(".arrival-box li")).to_have_count(1)

    offline.context.set_offline(False)

    expect(offline.locator(".arrival.received")).to_have_text("Recibido por la UGEL n.º 1")
    wait_for(lambda: office.letters == ["Falta luz"], lambda: str(office.letters))
    assert (office.receipts, office.uploads) == ([1], [])


def test_one_alone_is_sent(offline, office):
    """The first never gets through; who waits behind it need not wait with it."""

    def lose_the_first(route):
        lost = "Falta agua en el baño" in (route.request.post_data or "")
        return route.abort("connectionreset") if lost else route.continue_()

    offline.context.route("**/cartas/nueva/", lose_the_first)
    offline.context.set_offline(False)
    waiting = offline.locator(".arrival-box li")
    waiting.last.get_by_role("button", name="Enviar ahora").click()

    expect(offline.locator(".arrival.received")).to_be_visible()
    expect(waiting).to_have_count(1)
    assert office.letters == ["Falta luz"]


def test_focus_and_what_was_unfolded_stay_while_it_is_tried_again(offline):
    first = offline.locator(".arrival-box li").first
    first.get_by_text("Ver lo escrito").click()
    button = first.get_by_role("button", name="Enviar ahora")
    button.focus()

    button.press("Enter")
    offline.wait_for_timeout(500)

    expect(offline.locator(".arrival-box li").first.get_by_role("button", name="Enviar ahora")).to_be_focused()
    expect(offline.locator(".arrival-box li").first.locator("dl")).to_be_visible()
