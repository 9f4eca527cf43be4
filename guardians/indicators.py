from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.indicators import due, named_deliveries
from commitments.models import Instalment
from core.strategies.indicators import Frame, Indicator, Kind
from guardians.models import Watched


def to_schools(frame: Frame) -> QuerySet[Instalment]:
    """Deliveries of the period to schools: where a guardian can go and look."""
    return due(frame).filter(commitment__school__isnull=False)


def watched(frame: Frame) -> QuerySet[Instalment]:
    """Of those, the ones of which a guardian had said by the cut-off what they saw."""
    seen = Watched.objects.filter(ugel=OuterRef("ugel"), instalment=OuterRef("pk"), at__lte=frame.cut_off)
    return to_schools(frame).filter(Exists(seen))


WATCHED = Indicator(
    code="guardians.watched",
    version=1,
    kind=Kind.SHARE,
    unit="deliveries",
    name=_("Entregas que vio un guardián de la comunidad"),
    definition=_(
        "Entregas de las que un guardián dijo hasta el corte qué vio: que llegó, que llegó una parte o que no llegó; "
        "por su teléfono, o en una hoja firmada que la UGEL copió ÷ entregas prometidas a escuelas cuya fecha llegó en "
        "el periodo, de compromisos confirmados y no anulados."
    ),
    eligible=to_schools,
    achieved=watched,
    named=named_deliveries,
)
ALL = [WATCHED]
