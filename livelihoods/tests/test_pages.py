"""What people see and write: lists, forms and their refusals, exports, and how many questions pages ask."""

import io
from datetime import date

import openpyxl
import pytest

from livelihoods import services
from livelihoods.enums import EnterpriseKind, SupportKind, Watcher
from livelihoods.models import Enterprise, GroupMember, Income, InitiativeGroup, Support
from livelihoods.tests.factories import make_enterprise, make_group, make_village, tell_month
from partners.tests.factories import PartnerFactory
from schools.models import School, SchoolStaff
from tests.queries import queries_of

MOST_QUERIES = 9
DAYS = {"from_date": "2026-08-01", "to_date": "2026-08-31"}


def lines(*rows):
    """The lines of where an income went, as the form sends them."""
    sent = {"reparto-TOTAL_FORMS": str(len(rows)), "reparto-INITIAL_FORMS": "0"}
    for at, (village, purpose, amount) in enumerate(rows):
        sent |= {f"reparto-{at}-village": village, f"reparto-{at}-purpose": purpose, f"reparto-{at}-amount": amount}
    return sent


def test_a_group_is_registered_closed_and_opened_again(visit, village, elmer):
    data = {"village": village.pk, "formed_date": "2026-03-01"}
    page = visit(elmer, "livelihoods:group_create", method="post", data=data, follow=True).content.decode()
    assert "Grupo de Chipe" in page and "Sin empresa" in page
    answer = visit(elmer, "livelihoods:group_create", method="post", data=data)
    assert (answer.status_code, "Escoja una opción válida" in answer.content.decode()) == (422, True)
    group = InitiativeGroup.objects.get()
    shut = {"closed_date": "2026-09-15", "reason": "Se disolvió"}
    page = visit(elmer, "livelihoods:group_close", group.pk, method="post", data=shut, follow=True).content.decode()
    assert "Cerrado desde el 15/09/2026: Se disolvió" in page
    page = visit(elmer, "livelihoods:group_reopen", group.pk, method="post", follow=True).content.decode()
    assert "abierto otra vez" in page


def test_an_income_and_where_it_went_is_told_on_one_form(visit, greenhouse, village, elmer):
    other = make_village("2303010012", "SITANA", district=village.parent)
    make_group(elmer, other)
    page = visit(elmer, "livelihoods:income_tell", greenhouse.pk).content.decode()
    assert "Sitana, Locumba" in page and "Parte 4" in page
    assert "Parte 12" in visit(elmer, "livelihoods:income_tell", greenhouse.pk, query="partes=12").content.decode()
    data = {**DAYS, "gross": "1800", "cost": "800", "net": ""}
    rows = lines((village.pk, "children", "600"), (other.pk, "meals", "400"), ("", "children", ""))
    page = visit(elmer, "livelihoods:income_tell", greenhouse.pk, method="post", data={**data, **rows}, follow=True)
    words = page.content.decode()
    assert "su reparto cuadra" in words and "Sitana · Alimentación escolar" in words
    assert [str(one.net) for one in Income.objects.all()] == ["1000.00"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("own", "children", "850"), "Falta repartir 150,00 PEN"),
        (("own", "children", "1050"), "Se repartieron 50,00 PEN de más"),
        (("own", "children", ""), "escriba el monto de cada parte"),
        (("", "children", "1000"), "Diga a qué comunidad llegó"),
    ],
)
def test_an_income_that_does_not_balance_says_by_how_much(visit, greenhouse, village, elmer, row, words):
    own, purpose, amount = row
    data = {**DAYS, "net": "1000", **lines((village.pk if own else "", purpose, amount))}
    answer = visit(elmer, "livelihoods:income_tell", greenhouse.pk, method="post", data=data)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Income.objects.exists()


def test_an_income_is_corrected_from_what_it_said(visit, greenhouse, village, elmer):
    income = tell_month(elmer, greenhouse)
    page = visit(elmer, "livelihoods:income_correct", income.pk).content.decode()
    assert "Por qué se corrige" in page and 'value="1000.00"' in page
    data = {**DAYS, "net": "900", "reason": "Faltaba un gasto", **lines((village.pk, "children", "900"))}
    answer = visit(elmer, "livelihoods:income_correct", income.pk, method="post", data=data, follow=True)
    page = answer.content.decode()
    assert "Anulado por Elmer Quispe: Faltaba un gasto" in page and "Quedó: 900" in page
    assert visit(elmer, "livelihoods:income_correct", income.pk).status_code == 404


def test_what_was_said_by_mistake_is_struck_from_its_page(visit, greenhouse, elmer):
    count = services.tell_families(enterprise=greenhouse, day=date(2026, 9, 1), families=5, by=elmer)
    told = {"method": "post", "data": {"reason": "Era de otra empresa"}, "follow": True}
    page = visit(elmer, "livelihoods:word_strike", "familias", count.pk, **told).content.decode()
    assert "queda a la vista con su motivo" in page and "anulado: Era de otra empresa" in page
    assert visit(elmer, "livelihoods:word_strike", "familias", count.pk).status_code == 404
    assert visit(elmer, "livelihoods:word_strike", "nada", count.pk).status_code == 404


def test_the_page_of_a_group_shows_unknown_as_unknown(visit, group, village, elmer, raul):
    services.add_member(group=group, name="Aida Toktosunova", phone="+51952000333", by=elmer)
    told = {"partner": PartnerFactory(name="UNICEF", created_by=elmer), "awarded_date": date(2026, 2, 1)}
    services.tell_grant(group=group, purpose="Semillas", by=elmer, **told)
    enterprise = make_enterprise(elmer, group, quantity=None)
    tell_month(elmer, enterprise, net=None)
    services.tell_support(kind=SupportKind.MEAL, territory=village, times=3, day=date(2026, 5, 1), by=elmer)
    services.tell_watch(group=group, watcher=Watcher.VOLUNTEER_CHILDREN, day=date(2026, 5, 1), by=elmer)
    page = visit(elmer, "livelihoods:group_detail", group.pk).content.decode()
    for words in (
        "Aida Toktosunova",
        "+51952000333",
        "monto sin dato",
        "3 veces, sin decir cada cuánto",
        "Con ingresos",
    ):
        assert words in page, words
    page = visit(raul, "livelihoods:group_detail", group.pk).content.decode()
    assert "UNICEF" in page and "Aida" not in page and "son datos personales" in page


def test_forms_of_a_group_are_answered(visit, group, elmer):
    partner = PartnerFactory(created_by=elmer)
    for name, data, model in (
        ("member_add", {"name": "Aida", "role": "coordinator", "from_date": "2026-02-01"}, GroupMember),
        ("grant_add", {"partner": partner.pk, "amount": "", "awarded_date": "2026-02-01", "purpose": "X"}, None),
        ("enterprise_open", {"kind": "greenhouse", "quantity": "", "opened_date": "2026-02-01"}, Enterprise),
        ("watch_tell", {"watcher": "children", "day": "2026-02-01", "people": ""}, None),
    ):
        answer = visit(elmer, f"livelihoods:{name}", group.pk, method="post", data=data)
        assert answer.status_code == 302, (name, answer.content.decode())
        assert model is None or model.objects.exists()
    assert Enterprise.objects.get().quantity is None
    wrong = {"kind": "greenhouse", "quantity": "0", "opened_date": "2026-02-01"}
    answer = visit(elmer, "livelihoods:enterprise_open", group.pk, method="post", data=wrong)
    assert (answer.status_code, "Escriba 1 o más" in answer.content.decode()) == (422, True)


def test_a_director_tells_the_help_of_their_school(visit, group, rosa):
    school = School.objects.get()
    SchoolStaff.objects.create(school=school, user=rosa, is_head=True, from_date=date(2026, 1, 1))
    data = {"kind": "tutoring", "day": "2026-09-01", "children": "8", "times": "2", "per": "week"}
    page = visit(rosa, "livelihoods:school_support_tell", school.pk, method="post", data=data, follow=True)
    words = page.content.decode()
    assert "Reforzamiento" in words and "2 a la semana" in words and "Grupo de Chipe" in words
    answer = visit(rosa, "livelihoods:school_support_tell", school.pk, method="post", data={**data, "times": ""})
    assert (answer.status_code, "Escriba cuántas veces" in answer.content.decode()) == (422, True)
    assert Support.objects.get().children == 8


def test_help_is_told_and_corrected_by_the_ugel(visit, group, village, elmer):
    data = {"kind": "material", "day": "2026-09-01", "territory": village.pk, "children": "46"}
    page = visit(elmer, "livelihoods:support_tell", method="post", data=data, follow=True).content.decode()
    assert "Ayuda material" in page and "sin dato" in page
    first = Support.objects.get()
    data |= {"children": "45", "reason": "Uno estaba dos veces"}
    page = visit(elmer, "livelihoods:support_correct", first.pk, method="post", data=data, follow=True).content.decode()
    assert "Corregido por Elmer Quispe: Uno estaba dos veces" in page
    answer = visit(elmer, "livelihoods:support_tell", method="post", data={"kind": "material", "day": "2026-09-01"})
    assert (answer.status_code, "en qué comunidad o en qué escuela" in answer.content.decode()) == (422, True)


def test_lists_are_searched_narrowed_and_taken_away(visit, group, village, elmer):
    make_group(elmer, make_village("2303010012", "SITANA", district=village.parent))
    make_enterprise(elmer, group, quantity=4)
    make_enterprise(elmer, group, kind=EnterpriseKind.RESOURCE_CENTRE)
    for query, shown in (("q=chipe", 1), ("q=locumba", 2), ("estado=working", 1), (f"lugar={village.parent_id}", 2)):
        page = visit(elmer, "livelihoods:group_list", query=query).content.decode()
        assert page.count('data-label="Miembros"') == shown, query
    page = visit(elmer, "livelihoods:enterprise_list", query="estado=silent").content.decode()
    assert page.count('data-label="Cuántos"') == 1
    page = visit(elmer, "livelihoods:enterprise_list").content.decode()
    assert "Invernadero <strong>4</strong>" in page and "Centro de recursos <strong>1</strong>" in page
    answer = visit(elmer, "livelihoods:enterprise_export", "xlsx", query="que=greenhouse")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert [(row[1], row[4], row[6]) for row in rows[1:]] == [("Chipe", 4, None)]
    text = b"".join(visit(elmer, "livelihoods:group_export", "csv").streaming_content).decode()
    assert "Chipe" in text and "Sitana" in text
    services.tell_support(kind=SupportKind.MEAL, territory=village.parent, day=date(2026, 5, 1), by=elmer)
    query = f"lugar={village.parent_id}"
    assert "Locumba" in visit(elmer, "livelihoods:support_list", query=query).content.decode()
    text = b"".join(visit(elmer, "livelihoods:support_export", "csv").streaming_content).decode()
    assert "Alimentación en la escuela" in text


def fill(elmer, number, district):
    village = make_village(f"23030100{number}", f"CASERIO {number}", district=district)
    group = make_group(elmer, village)
    services.add_member(group=group, name="Aida", by=elmer)
    partner = PartnerFactory(created_by=elmer)
    services.tell_grant(group=group, partner=partner, awarded_date=date(2026, 2, 1), purpose="Semillas", by=elmer)
    enterprise = make_enterprise(elmer, group)
    tell_month(elmer, enterprise)
    services.tell_support(kind=SupportKind.MEAL, territory=village, day=date(2026, 5, 1), by=elmer)
    return enterprise


@pytest.mark.parametrize("name", ["group_list", "enterprise_list", "support_list"])
def test_lists_ask_as_much_for_three_as_for_one(norte, village, elmer, name):
    fill(elmer, 30, village.parent)
    with_one = queries_of(elmer, f"livelihoods:{name}", ugel=norte)
    for number in (31, 32):
        fill(elmer, number, village.parent)
    with_three = queries_of(elmer, f"livelihoods:{name}", ugel=norte)
    assert len(with_one) == len(with_three) <= MOST_QUERIES, "\n".join(with_three)


def test_pages_of_one_thing_ask_as_much_for_much_as_for_little(norte, village, elmer):
    enterprise = fill(elmer, 30, village.parent)
    group = enterprise.group
    names = (("group_detail", group.pk), ("enterprise_detail", enterprise.pk), ("income_tell", enterprise.pk))
    before = [len(queries_of(elmer, f"livelihoods:{name}", pk, ugel=norte)) for name, pk in names]
    for month in (6, 7):
        tell_month(elmer, enterprise, month)
        tell_month(elmer, make_enterprise(elmer, group), month)
        services.add_member(group=group, name=f"Luz {month}", by=elmer)
        services.tell_support(kind=SupportKind.MEAL, territory=group.village, day=date(2026, month, 1), by=elmer)
    after = [len(queries_of(elmer, f"livelihoods:{name}", pk, ugel=norte)) for name, pk in names]
    assert before == after


def test_another_ugel_sees_nothing_of_it(visit, greenhouse, delia, sur):
    for name in ("group_list", "enterprise_list", "support_list"):
        page = visit(delia, f"livelihoods:{name}", ugel=sur).content.decode()
        assert "Chipe" not in page and "Aún no" in page
