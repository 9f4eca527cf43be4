"""The line goes, the session ends, the answer is lost: the form stays on the device until the UGEL has it, once."""

import http.client
import threading
import uuid

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.stories.forms.test_drafts import open_form
from tests.workers import wait_for

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "Guardado en este teléfono"


def send(page, text="Falta agua"):
    page.get_by_label("Texto").fill(text)
    page.get_by_role("button", name="Enviar carta").click()


def test_without_line_it_stays_on_the_device_and_leaves_when_the_line_returns(
    browser_at, as_person, elmer, photo, office, worker, axe, watch
):
    watch.expects_a_bad_line()
    page = as_person(browser_at(360), elmer)
    open_form(page)
    page.context.set_offline(True)
    page.get_by_label("Fotos").set_input_files(photo)
    expect(page.locator(".tile").get_by_text("Guardada en este teléfono")).to_be_visible()

    send(page)

    kept = page.locator(".arrival.kept")
    expect(kept).to_have_text(KEPT)
    expect(page.get_by_text("Se enviará solo cuando vuelva la señal")).to_be_visible()
    expect(page.get_by_text("Recibido")).to_be_hidden()
    expect(page.get_by_role("button", name="Enviar carta")).to_be_hidden()
    axe(page)
    assert office.letters == []

    page.context.set_offline(False)

    expect(page.locator(".arrival.received")).to_have_text("Recibido por la UGEL n.º 1")
    expect(kept).to_be_hidden()
    wait_for(lambda: office.pictures == {"Falta agua": 1}, lambda: str(office.uploads))
    assert (office.letters, office.receipts) == (["Falta agua"], [1])
    axe(page)


def test_a_second_form_can_be_filled_in_without_line(browser_at, as_person, elmer, office, watch):
    watch.expects_a_bad_line()
    page = as_person(browser_at(360), elmer)
    open_form(page)
    page.context.set_offline(True)
    send(page, "Falta agua")
    page.get_by_role("button", name="Llenar otro").click()
    expect(page.get_by_label("Texto")).to_have_value("")
    send(page, "Falta luz")
    expect(page.locator(".arrival-box li")).to_have_count(2)

    page.context.set_offline(False)

    expect(page.locator(".arrival.received")).to_have_text(["Recibido por la UGEL n.º 1", "Recibido por la UGEL n.º 2"])
    assert office.letters == ["Falta agua", "Falta luz"]


def test_whichever_round_sends_it_the_page_leads_on(browser_at, as_person, elmer, office, watch):
    """Rounds of sending begin by themselves all the time; the one the button waits for may find it sent."""
    page = as_person(browser_at(360), elmer)
    for number in range(1, 6):
        open_form(page)
        page.evaluate("setInterval(() => dispatchEvent(new Event('online')), 1)")
        asked = page.url
        send(page, f"Carta {number}")
        expect(page).not_to_have_url(asked)
        expect(page.get_by_text(f"Recibido por la UGEL n.º {number}", exact=True)).to_be_visible()
    assert office.receipts == [1, 2, 3, 4, 5]


def test_it_leaves_on_the_next_opened_page(phone, as_person, elmer, office):
    page = as_person(phone.open(), elmer)
    open_form(page)
    phone.context.set_offline(True)
    send(page)
    expect(page.locator(".arrival.kept")).to_have_text(KEPT)
    phone.kill()

    page = as_person(phone.open(), elmer)
    page.goto("/230008/")

    expect(page.locator(".arrival.received")).to_have_text("Recibido por la UGEL n.º 1")
    assert office.letters == ["Falta agua"]


def test_a_lost_answer_is_asked_for_again_and_counts_once(browser_at, as_person, elmer, office, watch):
    watch.expects_a_bad_line()
    page = as_person(browser_at(360), elmer)
    open_form(page)
    lost = []

    def lose_the_first_answer(route):
        if lost or route.request.method != "POST":
            return route.continue_()
        lost.append(route.fetch().status)  # the UGEL has it, the device does not hear so
        return route.abort("connectionreset")

    page.route("**/cartas/nueva/", lose_the_first_answer)
    send(page)

    expect(page.locator(".arrival.received")).to_have_text("Recibido por la UGEL n.º 1")
    assert (lost, office.letters, office.receipts) == ([200], ["Falta agua"], [1])


def test_a_session_that_ended_without_line_loses_nothing(browser_at, as_person, elmer, office):
    page = as_person(browser_at(360), elmer)
    open_form(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    send(page)

    expect(page.locator(".arrival.kept")).to_have_text(KEPT)
    expect(page.get_by_text("su sesión terminó")).to_be_visible()
    assert office.letters == []
    page.get_by_role("link", name="Entrar").click()
    expect(page.get_by_role("button", name="Ingresar", exact=True)).to_be_visible()
    as_person(page, elmer)
    page.goto("/230008/")
    expect(page.locator(".arrival.received")).to_have_text("Recibido por la UGEL n.º 1")
    assert office.letters == ["Falta agua"]


def test_a_form_is_never_sent_as_somebody_else(browser_at, as_person, elmer, hilda, office, watch):
    watch.expects(409)
    page = as_person(browser_at(360), elmer)
    open_form(page)
    as_person(page, hilda)

    send(page)

    expect(page.get_by_text("ahora está dentro otra persona")).to_be_visible()
    page.goto("/230008/")
    expect(page.get_by_text("esperan envíos de otra persona")).to_be_visible()
    assert office.letters == []
    as_person(page, elmer)
    page.goto("/230008/")
    expect(page.locator(".arrival.received")).to_have_text("Recibido por la UGEL n.º 1")
    assert office.letters == ["Falta agua"]


def test_a_renewed_token_is_fetched(browser_at, as_person, elmer, office, watch):
    watch.expects(403)
    page = as_person(browser_at(360), elmer)
    open_form(page)
    page.context.clear_cookies(name="csrftoken")

    send(page)

    expect(page.get_by_text("Recibido por la UGEL n.º 1")).to_be_visible()
    assert office.letters == ["Falta agua"]


def test_fifty_copies_at_once_are_one(stage, elmer, office, as_person, norte_closed):
    client, key = Client(), uuid.uuid4()
    client.force_login(elmer)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    body = f"csrfmiddlewaretoken={'a' * 32}&submission={key}&text=Falta+agua"
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={'a' * 32}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    answers, start = [], threading.Barrier(50)

    def knock():
        start.wait()
        line = http.client.HTTPConnection("127.0.0.1", stage.port, timeout=120)
        line.request("POST", "/230008/cartas/nueva/", body, headers)
        response = line.getresponse()
        answers.append((response.status, response.read()))

    threads = [threading.Thread(target=knock) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(answers)) == 1 and answers[0][0] == 200 and len(answers) == 50
    assert (office.letters, office.receipts) == (["Falta agua"], [1])


FILL_OUTBOX = """async ([count, sender]) => {
    const store = await import("/static/js/forms/store.js");
    for (let n = 0; n < count; n++) {
        const canvas = new OffscreenCanvas(320, 240), pen = canvas.getContext("2d");
        pen.fillStyle = `hsl(${n}, 60%, 50%)`;
        pen.fillRect(n, 0, 200, 200);
        const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
        const id = store.newId(), photo = store.newId();
        await store.put("photos", { id: photo, submission: id, sender, field: "photos", name: "foto.jpg",
            kind: "image", blob, taken: n });
        await store.put("outbox", { id, sender, draft: "", state: "kept", created: n, title: `Carta ${n}`,
            action: "/230008/cartas/nueva/", page: location.href,
            entries: [["submission", id], ["submission_sender", sender], ["text", `Carta ${n}`],
                      ["photos", `upload:${photo}`]] });
    }
}"""
DRAIN = """async () => {
    const outbox = await import("/static/js/forms/outbox.js");
    const store = await import("/static/js/forms/store.js");
    await outbox.now();
    const waiting = (await store.all("outbox")).filter((item) => item.state === "kept").length;
    const photos = (await store.all("photos")).filter(outbox.isWaiting).length;
    return waiting + photos;
}"""


def test_of_two_hundred_forms_with_photos_none_is_lost_and_none_doubled(
    browser, bad_line, elmer, office, as_person, worker
):
    """21 % of all answers are lost on the way back, some in the middle."""
    line = bad_line(drop=0)
    page = as_person(browser.new_context(base_url=line.url).new_page(), elmer)
    page.goto("/230008/cartas/nueva/")
    expect(page.locator("form[data-wired]")).to_be_visible()
    page.evaluate(FILL_OUTBOX, [200, f"230008-{elmer.pk}"])
    line.drop = 0.21

    for _round in range(400):
        if not page.evaluate(DRAIN):
            break

    assert line.lost > 60
    wait_for(lambda: sum(office.pictures.values()) >= 200, lambda: str(set(office.uploads)))
    texts = sorted(f"Carta {n}" for n in range(200))
    assert (sorted(office.letters), office.receipts) == (texts, list(range(1, 201)))
    assert (office.pictures, office.stored_photos) == (dict.fromkeys(office.letters, 1), 200)
    page.context.close()
