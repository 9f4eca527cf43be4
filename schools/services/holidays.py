"""National holidays of Peru (D. Leg. 713, as amended up to Law 31822), worked out for a year."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

FIXED = (
    (1, 1, _("Año Nuevo")),
    (5, 1, _("Día del Trabajo")),
    (6, 7, _("Batalla de Arica y Día de la Bandera")),
    (6, 29, _("San Pedro y San Pablo")),
    (7, 23, _("Día de la Fuerza Aérea del Perú")),
    (7, 28, _("Fiestas Patrias")),
    (7, 29, _("Fiestas Patrias")),
    (8, 6, _("Batalla de Junín")),
    (8, 30, _("Santa Rosa de Lima")),
    (10, 8, _("Combate de Angamos")),
    (11, 1, _("Todos los Santos")),
    (12, 8, _("Inmaculada Concepción")),
    (12, 9, _("Batalla de Ayacucho")),
    (12, 25, _("Navidad")),
)


def peruvian_holidays(year: int) -> list[tuple[date, str]]:
    """Each holiday with its name, in the order of the year."""
    easter = easter_sunday(year)
    holy_week = [
        (easter - timedelta(days=3), str(_("Jueves Santo"))),
        (easter - timedelta(days=2), str(_("Viernes Santo"))),
    ]
    return sorted(holy_week + [(date(year, month, day), str(name)) for month, day, name in FIXED])


def easter_sunday(year: int) -> date:
    """The Sunday of Easter in the Gregorian calendar (Meeus, Jones, Butcher)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
