import re
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from core.accounts.models import Membership
from core.tenancy.models import Region, Ugel
from tests.world import as_owner


def create(*arguments):
    out = StringIO()
    with as_owner():
        call_command("create_ugel", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_create_ugel_makes_a_tenant_whose_head_walks_in(db):
    tables = set(connection.introspection.table_names())

    said = create("230003", "UGEL Tarata", "--region", "DRE Tacna", "--head", "h@example.pe", "--head-name", "Hugo Paz")

    link = re.search(r"https?://\S+/invitacion/\S+", said)[0]
    head = Client()
    head.post(urlsplit(link).path, {"password": "nieve en Tarata"})
    assert head.get("/230003/").status_code == 200
    assert Membership.objects.get().role == "ugel_head"
    assert set(connection.introspection.table_names()) == tables


def test_create_ugel_joins_the_region_that_is_there(db):
    create("230003", "UGEL Tarata", "--region", "DRE Tacna")
    create("230004", "UGEL Candarave", "--region", "dre tacna")

    assert (Region.objects.count(), Ugel.objects.count()) == (1, 2)


def test_create_ugel_for_a_district_brings_its_own_facts(db):
    create("41705236", "Лейлек району", "--region", "Баткен облусу", "--country", "KG")

    made = Ugel.objects.select_related("region").get()
    assert (made.kind, made.time_zone, made.language, made.currency, made.region.code) == (
        "district",
        "Asia/Bishkek",
        "ky",
        "KGS",
        "41705",
    )


@pytest.mark.parametrize(
    ("code", "region", "sentence"),
    [
        ("2300", "DRE Puno", "6 dígitos"),
        ("23000x", "DRE Puno", "6 dígitos"),
        ("230003", "DRE Puno", "Ya existe una UGEL"),
        ("230004", "DRE Puno", "ya es de DRE Tacna"),
    ],
)
def test_create_ugel_refuses_with_a_sentence_and_leaves_nothing(db, code, region, sentence):
    create("230003", "UGEL Tarata", "--region", "DRE Tacna")

    with pytest.raises(CommandError, match=sentence):
        create(code, "Otra", "--region", region, "--head", "h@example.pe")

    assert (Ugel.objects.count(), Region.objects.count(), Membership.objects.count()) == (1, 1, 0)
