from datetime import date, timedelta

import pytest

from adoptions import services
from adoptions.models import Adoption, NeediestList, NeediestSchool, WorkDay
from adoptions.selectors import school_states
from adoptions.tests.factories import make_adoption, make_ambito, make_day, make_list, see
from commitments.models import Commitment
from schools.models import School, SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of
from tests.world import as_owner

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)
MOST_QUERIES = 8


def test_a_specialist_freezes_the_list_with_a_reason_for_whom_it_passes_over(visit, norte, elmer):
    first, second, *_rest = schools = make_ambito(4, 3, 2, 1, by=elmer)
    page = visit(elmer, "adoptions:neediest_freeze").content.decode()
    assert "Van 1: el 25 % de 4" in page

    data = {"seen": ",".join(str(one.pk) for one in schools), f"skip-{first.pk}": "Obra en curso"}
    answer = visit(elmer, "adoptions:neediest_freeze", method="post", data=data, follow=True).content.decode()

    assert "Obra en curso" in answer and second.name in answer
    assert NeediestList.objects.get().entries.get(standing="chosen").school == second


def test_an_order_that_moved_is_shown_again_and_frozen_the_second_time(visit, norte, elmer):
    first, second = make_ambito(4, 3, by=elmer)
    data = {"seen": f"{second.pk},{first.pk}"}
    answer = visit(elmer, "adoptions:neediest_freeze", method="post", data=data)

    page = answer.content.decode()
    assert (answer.status_code, NeediestList.objects.count()) == (422, 0)
    assert "El orden cambió" in page and f'value="{first.pk},{second.pk}"' in page


@pytest.mark.parametrize("severities", [(), (None, None)])
def test_what_is_missing_for_a_list_is_said_on_its_page(visit, norte, elmer, severities):
    if severities:
        make_ambito(*severities, by=elmer)
    page = visit(elmer, "adoptions:neediest_freeze").content.decode()

    assert ("no está congelado" in page) == (not severities)
    assert ("Ninguna escuela tiene un pedido por atender" in page) == bool(severities)


def test_a_school_is_adopted_and_the_refusals_are_said_at_the_form(visit, norte, elmer, colonel):
    make_list(2026, elmer)
    school = SchoolFactory()
    data = {"school": school.pk, "contact": colonel.pk, "from_date": "2026-09-15", "to_date": "2026-12-20"}
    page = visit(elmer, "adoptions:adoption_create", method="post", data=data, follow=True).content.decode()
    assert "Ejército" in page and "Vigente" in page

    for wrong, words in (
        ({}, "Otra unidad tiene esa escuela"),
        ({"to_date": "2026-01-01"}, "El fin no puede ser anterior"),
        ({"contact": ""}, "Elija a la persona que coordina"),
        ({"from_date": "0206-09-15"}, "Revise el año"),
    ):
        answer = visit(elmer, "adoptions:adoption_create", method="post", data={**data, **wrong})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert Adoption.objects.count() == 1


def test_a_day_is_planned_told_and_read(visit, norte, elmer):
    adoption = make_adoption(elmer)
    planned = {"work": "desks", "detail": "40 carpetas", "day_date": "2026-09-14", "planned_people": "10"}
    page = visit(elmer, "adoptions:day_plan", adoption.pk, method="post", data=planned, follow=True).content.decode()
    assert "Pintado de carpetas: 40 carpetas" in page and "sin dato" in page

    day = WorkDay.objects.get()
    told = {"people": "9", "hours": "4.5", "materials": "Esmalte"}
    page = visit(elmer, "adoptions:day_tell", day.pk, method="post", data=told, follow=True).content.decode()
    assert "Esmalte" in page and "de 10 que vendrían" in page
    answer = visit(elmer, "adoptions:day_tell", day.pk, method="post", data={"people": "-1", "hours": "25"})
    assert answer.status_code == 422


def test_the_next_step_is_offered_as_it_stands(visit, norte, elmer):
    held, over = make_adoption(elmer), make_adoption(elmer, first=TODAY - 9 * DAY, last=TODAY - DAY)

    pages = [visit(elmer, "adoptions:adoption_detail", one.pk).content.decode() for one in (held, over)]
    for words in ("Planificar una jornada", "Renovar", "Anotar un relevo", "Devolver la escuela"):
        assert [words in page for page in pages] == [True, False], words


def test_the_region_reads_units_and_no_names_of_their_people(visit, norte, elmer, raul, colonel):
    adoption = make_adoption(elmer, contact=colonel)

    assert "Coronel Díaz" in visit(elmer, "adoptions:adoption_detail", adoption.pk).content.decode()
    page = visit(raul, "adoptions:adoption_detail", adoption.pk).content.decode()
    assert "Ejército" in page and "Coronel" not in page


def test_the_school_sees_its_own_adoption_and_not_the_neighbours(visit, norte, elmer, rosa):
    mine, other = make_adoption(elmer), make_adoption(elmer)
    SchoolStaff.objects.create(school=mine.school, user=rosa, is_head=True, from_date=date(2026, 1, 1))
    days = [make_day(elmer, one) for one in (mine, other)]

    assert str(mine.partner) in visit(rosa, "adoptions:school_adoptions", mine.school_id).content.decode()
    assert visit(rosa, "adoptions:day_detail", days[0].pk).status_code == 200
    assert visit(rosa, "adoptions:school_adoptions", other.school_id).status_code == 404
    assert visit(rosa, "adoptions:day_detail", days[1].pk).status_code == 404


def test_the_list_answers_first_and_is_narrowed(visit, norte, elmer):
    free, held, ending = schools = make_ambito(4, 3, 2, by=elmer)
    make_adoption(elmer, school=SchoolFactory(name="IE Lejana"))
    neediest = NeediestList.objects.get()
    neediest_rows(neediest, schools)
    make_adoption(elmer, school=held)
    make_adoption(elmer, school=ending, last=TODAY + 5 * DAY)

    page = visit(elmer, "adoptions:school_list").content.decode()
    assert "2 de 3 de las más necesitadas de 2026 tienen hoy una unidad" in page
    assert "1 libre" in page and "1 por vencer" in page and "IE Lejana" in page
    only = visit(elmer, "adoptions:school_list", query="estado=free").content.decode()
    assert free.name in only and held.name not in only
    found = visit(elmer, "adoptions:school_list", query="q=lejana").content.decode()
    assert "IE Lejana" in found and free.name not in found

    states = school_states(School.objects.all())
    assert {states[one.pk] for one in schools} == {"free", "adopted", "lapsing"}
    assert len(states) == 4


def neediest_rows(neediest, schools):
    """Written by the owner's hand: the list of the factory is frozen already."""
    with as_owner():
        NeediestSchool.objects.bulk_create(
            NeediestSchool(neediest=neediest, school=one, standing="chosen", rank=rank, score=50)
            for rank, one in enumerate(schools, start=1)
        )


def test_the_pages_ask_as_much_for_many(norte, elmer, rosa, colonel, visit):
    schools = make_ambito(4, 3, 2, 1, by=elmer)
    neediest = services.freeze_list(by=elmer)
    first = make_adoption(elmer, school=schools[0], contact=colonel)
    see(make_day(elmer, first), school=rosa)
    pages = [
        ("school_list",),
        ("adoption_detail", first.pk),
        ("school_adoptions", schools[0].pk),
        ("partner_adoptions", colonel.partner_id),
        ("neediest_detail", neediest.pk),
    ]

    def asked():
        return [len(queries_of(elmer, f"adoptions:{name}", *args, ugel=norte)) for name, *args in pages]

    one = asked()
    for school in schools[1:]:
        see(make_day(elmer, make_adoption(elmer, school=school, contact=colonel)), school=rosa)
        see(make_day(elmer, first, days=-3), school=rosa)
        services.add_later(neediest=neediest, school=SchoolFactory(), reason="Después", by=elmer)

    assert one == asked()
    lists = [count for (name, *_args), count in zip(pages, one, strict=True) if name != "adoption_detail"]
    assert max(lists) <= MOST_QUERIES


def test_a_certificate_is_issued_by_the_head_alone(visit, norte, elmer, hilda, rosa):
    adoption = make_adoption(elmer)
    see(make_day(elmer, adoption), school=rosa)

    where = (adoption.pk, adoption.partner_id)
    assert visit(elmer, "adoptions:recognition_issue", *where, method="post").status_code == 403
    answer = visit(hilda, "adoptions:recognition_issue", *where, method="post")
    assert answer.status_code == 302 and "/documentos/" in answer["Location"]
    assert Commitment.objects.get().state == "verified"
