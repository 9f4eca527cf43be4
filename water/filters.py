import django_filters as filters
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.ui.filters import SpokenFilter
from schools.models import School
from water import selectors


class Asked(TextChoices):
    DRY = "dry", _("Sin agua hoy")
    ENDING = "ending", _("El agua se acaba pronto")
    UNFIT = "unfit", _("Última muestra no apta")
    UNTOLD = "untold", _("Hoy nadie avisó")


ROWS = {
    Asked.DRY: selectors.dry_today,
    Asked.ENDING: selectors.ending_soon,
    Asked.UNFIT: selectors.unfit_now,
    Asked.UNTOLD: selectors.untold_today,
}


class WaterFilter(SpokenFilter):
    """What the schools of «Agua hoy» may be narrowed by; each way counts what home counts."""

    q = filters.CharFilter(label=_("Escuela"), method="by_text")
    estado = filters.ChoiceFilter(
        label=_("Cómo está"), choices=Asked.choices, method="by_standing", empty_label=_("Todas")
    )

    class Meta:
        model = School
        fields: list[str] = []

    def by_text(self, schools, _name, text):
        return schools.filter(pk__in=School.objects.search(text.replace("\x00", "")).order_by().values("pk"))

    def by_standing(self, schools, _name, asked):
        return schools.filter(pk__in=ROWS[Asked(asked)]().order_by().values("pk"))
