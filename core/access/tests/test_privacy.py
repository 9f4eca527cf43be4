"""What a shared computer or a cache on the way may keep of a page, and what not."""

import pytest
from django.test import Client


@pytest.fixture
def device(hilda):
    client = Client()
    client.force_login(hilda)
    return client


def test_a_page_of_somebody_signed_in_is_kept_by_nobody_on_the_way(device):
    assert device.get("/230008/personas/")["Cache-Control"] == "private, no-cache"


def test_a_refusal_to_somebody_signed_in_is_not_kept_either(device):
    answer = device.get("/230008/escuelas/999999/")

    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-cache")


def test_a_view_that_says_more_is_left_alone(device):
    assert "no-store" in device.get("/230008/personas/tarjetas/")["Cache-Control"]


def test_signing_out_empties_what_the_browser_kept(device):
    answer = device.post("/cuenta/salir/")

    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"cache"')
    assert "Clear-Site-Data" not in device.get("/cuenta/login/")


def test_public_pages_may_be_kept(norte):
    answer = Client().get("/cuenta/login/")

    assert "Clear-Site-Data" not in answer and answer.get("Cache-Control") != "private, no-cache"
