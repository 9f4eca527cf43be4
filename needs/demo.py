"""Invented needs of the demo UGEL, told, answered and solved through the same services as people use."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from core.strategies.demo import Demo
from core.tenancy.scope import scope
from needs import services
from needs.enums import Category, Element, Severity, Space
from needs.models import Need
from schools.enums import Party
from schools.models import SchoolStaff
from schools.selectors.targets import latest_target


class Told(NamedTuple):
    """A need of the demo: `place` among the ámbito's schools, `days` ago, and what `became` of it."""

    place: int
    days: int
    what: str
    category: str
    space: str
    element: str
    severity: int
    affected_students: int | None
    became: str


TOLD = (
    Told(0, 41, "Gotea el techo del aula de 3.º", Category.PREMISES, Space.CLASSROOM, Element.ROOF, 3, 13, "accepted"),
    Told(0, 6, "La puerta del baño no cierra", Category.SANITATION, Space.SANITARY, Element.DOOR, 2, None, "reported"),
    Told(2, 95, "No llega agua tres días por semana", Category.WATER, "", "", 3, 24, "prioritised"),
    Told(4, 12, "Cables sueltos junto al patio", Category.POWER, Space.OUTDOOR, Element.WIRING, 4, 31, "reported"),
    Told(5, 70, "Faltan doce carpetas", Category.FURNITURE, Space.CLASSROOM, Element.FURNITURE, 2, 12, "programme"),
    Told(7, 150, "Ventanas rotas en el comedor", Category.PREMISES, Space.FOOD, Element.WINDOW, 2, 18, "solved"),
    Told(9, 120, "El lavadero no tiene desagüe", Category.SANITATION, Space.SANITARY, Element.PLUMBING, 3, 9, "solved"),
    Told(11, 33, "No hay internet para las tabletas", Category.INTERNET, "", "", 1, None, "returned"),
    Told(14, 60, "El cerco se cayó con el viento", Category.SAFETY, Space.OUTDOOR, "", 3, 22, "said"),
    Told(18, 20, "Falta pintar el aula", Category.PREMISES, Space.CLASSROOM, Element.PAINT_INSIDE, 1, 15, "accepted"),
    Told(21, 80, "La bomba de agua no enciende", Category.WATER, "", "", 3, 17, "prioritised"),
    Told(25, 200, "Pizarra partida", Category.FURNITURE, Space.CLASSROOM, Element.FURNITURE, 2, 11, "closed"),
)


def load(demo: Demo) -> None:
    """Tell the twelve needs once; run again it finds them there."""
    with scope(demo.ugel):
        target = latest_target(year=demo.today.year, at=timezone.now())
        if target is None or Need.objects.exists():
            return
        schools = [entry.school for entry in target.entries.filter(is_included=True).select_related("school")]
        schools.sort(key=lambda school: school.national_key)
        for told in TOLD:
            _tell(demo, schools[told.place], told)
        demo.say(f"needs: {Need.objects.count()}")


def _tell(demo, school, told):
    works_there = SchoolStaff.objects.team().on().filter(school=school).select_related("user").first()
    by = works_there.user if works_there else demo.people["specialist_2"]
    facts = {name: getattr(told, name) for name in ("what", "category", "space", "element", "affected_students")}
    reported_at = timezone.now() - timedelta(days=told.days)
    need = services.register_need(
        school=school, by=by, reported_at=reported_at, severity=Severity(told.severity), **facts
    )
    people = {name: demo.people[name] for name in ("specialist", "head", "guardian")}
    _answer(need, told, **people)


def _answer(need, told, *, specialist, head, guardian):
    """Answered within days, acted on at a third of the time, seen by the second person a little later."""
    first, acted, seen = (need.reported_at + timedelta(days=told.days * share) for share in (0.1, 0.35, 0.5))
    became = told.became
    if became in ("accepted", "prioritised", "programme"):
        services.accept_need(need=need, by=specialist, at=first)
    if became == "prioritised":
        services.prioritise_need(need=need, by=head, at=acted)
    elif became == "programme":
        services.cover_by_state_programme(need=need, programme="Mantenimiento PRONIED", by=specialist, at=acted)
    elif became == "returned":
        services.return_need(need=need, reason="¿Cuántas tabletas tiene la escuela?", by=specialist, at=first)
    elif became == "closed":
        reason = "La escuela recibió otra pizarra, donada."
        services.close_unsolved(need=need, reason=reason, by=specialist, at=acted)
    elif became in ("said", "solved"):
        services.say_solved(need=need, by=specialist, party=Party.UGEL, text="Lo vi en la visita", at=acted)
        if became == "solved":
            services.confirm_solved(need=need, by=guardian, party=Party.GUARDIAN, at=seen)
