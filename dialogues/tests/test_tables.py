"""Tables are renamed, closed with a reason and opened again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.accounts.enums import Role
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from dialogues import selectors, services
from dialogues.models import Session, Table
from dialogues.services import StillCalled, TableClosed, TableNameTaken
from schools.tests.factories import SchoolFactory, TerritoryFactory
from tests.races import at_once
from tests.world import make_person

TODAY = timezone.localdate


@pytest.fixture
def table(norte, elmer):
    return services.open_table(name="Mesa de Locumba", territory=TerritoryFactory(), by=elmer)


def convene(table, by, days=-3):
    return services.convene(table=table, session_date=TODAY() + timedelta(days=days), place="Local", by=by)


def test_a_table_gets_another_name_that_no_other_has(table, elmer, visit):
    services.open_table(name="Mesa de Ite", territory=table.territory, by=elmer)

    taken = visit(elmer, "dialogues:table_rename", table.pk, method="post", data={"name": "Mesa de Ite"})
    visit(elmer, "dialogues:table_rename", table.pk, method="post", data={"name": "Mesa de Villa Locumba"})

    assert (taken.status_code, Table.objects.get(pk=table.pk).name) == (422, "Mesa de Villa Locumba")
    with pytest.raises(TableNameTaken):
        services.rename_table(table=table, name="Mesa de Ite", by=elmer)


def test_a_closed_table_stands_apart_and_calls_nobody_until_it_is_opened_again(table, elmer, visit):
    held = convene(table, elmer)
    assert visit(elmer, "dialogues:table_close", table.pk, method="post").status_code == 422  # without a reason

    visit(elmer, "dialogues:table_close", table.pk, method="post", data={"reason": "Se unió a la provincial"})

    listed = visit(elmer, "dialogues:table_list").context
    assert ([one.pk for one in listed["tables"]], [one.pk for one in listed["closed"]]) == ([], [table.pk])
    page = visit(elmer, "dialogues:table_detail", table.pk).content.decode()
    assert ("Se unió a la provincial" in page, "Convocar una sesión" in page) == (True, False)
    data = {"session_date": "2050-01-01", "place": "Colegio"}
    for refused in (
        visit(elmer, "dialogues:session_new", table.pk, method="post", data=data),
        visit(elmer, "dialogues:session_move", held.pk, method="post", data=data),
    ):
        assert (refused.status_code, "reábrala" in refused.content.decode()) == (422, True)
    with pytest.raises(TableClosed):
        services.close_table(table=table, reason="Otra vez", by=elmer)

    visit(elmer, "dialogues:table_reopen", table.pk, method="post")

    assert visit(elmer, "dialogues:session_new", table.pk, method="post", data=data).status_code == 302


def test_a_table_with_a_sitting_ahead_is_not_closed(table, elmer):
    ahead = convene(table, elmer, days=3)
    with pytest.raises(StillCalled, match=f"{ahead.session_date:%d/%m/%Y}"):
        services.close_table(table=table, reason="Ya no hace falta", by=elmer)
    services.cancel_session(session=ahead, reason="Huaico", by=elmer)

    assert services.close_table(table=table, reason="Ya no hace falta", by=elmer).is_closed


def test_the_database_keeps_a_reason_with_every_closed_table(table):
    with pytest.raises(IntegrityError, match="dialogues_table_closed_with_reason"), transaction.atomic():
        Table.objects.update(closed_date=TODAY())


def test_the_last_sitting_is_no_day_ahead(table, elmer):
    held = convene(table, elmer)
    services.note_attendance(session=held, name="Rosa", entity="IE", by=elmer)
    wrong = convene(table, elmer)
    services.note_attendance(session=wrong, name="Rosa", entity="IE", by=elmer)
    Session.objects.filter(pk=wrong.pk).update(session_date=TODAY() + timedelta(days=5))

    told = selectors.tables().get()

    assert (told.sittings, told.last_date) == (1, held.session_date)


@pytest.mark.django_db(transaction=True)
def test_closing_and_calling_at_once_leave_one_story(norte_closed):
    """Either the table was closed first, or the sitting was called and it stays open."""
    by = make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)
    with scope(norte_closed):
        table = services.open_table(name="Mesa de Ite", territory=SchoolFactory().district, by=by)

    met = at_once(
        norte_closed,
        lambda: services.close_table(table=table, reason="Ya no", by=by).pk,
        lambda: convene(table, by, days=3).pk,
    )

    (refused,) = [type(one) for one in met if isinstance(one, DomainError)]
    with scope(norte_closed):
        assert (refused, Session.objects.exists()) in ((TableClosed, False), (StillCalled, True))
