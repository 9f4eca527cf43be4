"""What happened at a school reads as sentences, every verb of the services among them."""

from datetime import date

from core.audit.models import Entry
from core.audit.selectors import timeline_for_school
from core.strategies.registry import collect
from safety.services.checks import cancel_check, plan_check, replan_check
from safety.services.declared import confirm_declared
from safety.services.verification import return_check
from safety.tests.factories import noon, verified_check
from safety.tests.test_declared import cells, preview


def test_a_schools_timeline_tells_the_life_of_its_checks(school, elmer, hilda):
    confirm_declared(check_import=preview(elmer, cells(school.codlocal)), by=elmer, at=noon(date(2025, 11, 10)))
    check = verified_check(school, elmer, hilda, day=date(2026, 3, 16))
    return_check(check=check, reason="Era otra escuela", by=hilda)
    cancel_check(check=check, reason="Se repite la visita", by=hilda)
    again = plan_check(school=school, planned_date=date(2026, 4, 6), author=elmer, by=elmer)
    replan_check(check=again, planned_date=date(2026, 4, 13), author=hilda, by=hilda)

    told = [(item.label, item.text) for item in reversed(timeline_for_school(school.pk))]
    assert told == [
        ("Ficha ESYA declarada", "Visita del 10/11/2025"),
        ("Visita ESYA planificada", "Para el 16/03/2026"),
        ("Ficha ESYA empezada", "Visita del 16/03/2026"),
        ("Ficha ESYA enviada", "Visita del 16/03/2026"),
        ("Ficha ESYA verificada", "Visita del 16/03/2026"),
        ("Verificación ESYA retirada", "Era otra escuela"),
        ("Ficha ESYA anulada", "Se repite la visita"),
        ("Visita ESYA planificada", "Para el 06/04/2026"),
        ("Visita ESYA cambiada", "Para el 13/04/2026"),
    ]
    declared = {event.verb for event in collect("timeline")}
    assert set(Entry.objects.values_list("verb", flat=True)) <= declared
