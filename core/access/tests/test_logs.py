import logging
import logging.config

import pytest
from django.conf import settings

from core.access.logs import hide_secrets


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("GET /230002/t/7K4M9QXT2BHC", "GET /230002/t/…"),
        ("POST /230002/c/41-7K4M9QXT2BHC/confirmar/", "POST /230002/c/…"),
        ("GET /230002/mediat/lectura/41-7K4M9QXT2BHC/", "GET /230002/mediat/lectura/…"),
        ("GET /230002/mediat/invitacion/41-7K4M9QXT2BHC/sesion.ics", "GET /230002/mediat/invitacion/…"),
        ("GET /230002/c/?codigo=41-7K4M-9QXT-2BHC&x=1", "GET /230002/c/?codigo=…&x=1"),
        ("GET /230002/compromisos/calendario/7-7K4M9QXT2BHC.ics", "GET /230002/compromisos/calendario/…"),
        ("GET /230002/compromisos/calendario/direccion/", "GET /230002/compromisos/calendario/direccion/"),
        ("GET /230002/escuelas/12/", "GET /230002/escuelas/12/"),
    ],
)
def test_a_log_line_never_holds_what_opens_a_door(told, kept):
    assert hide_secrets(None, "info", {"request": told, "status": 200}) == {"request": kept, "status": 200}


def test_neither_does_a_line_that_django_writes():
    made = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(settings.LOGGING["formatters"]["json"])
    told = ("Unprocessable Entity: %s", ("/230002/c/41-7K4M9QXT2BHC/confirmar/",))
    line = made.format(logging.LogRecord("django.request", logging.WARNING, __file__, 1, *told, None))

    assert ("7K4M9QXT2BHC" in line, "Unprocessable Entity: /230002/c/" in line) == (False, True)
