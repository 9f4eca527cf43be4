"""Invented alliances of the demo UGEL: in force, about to end, renewed, run out, still talked about."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from alliances import services
from alliances.enums import AllianceKind, Anchor, Stage, ValuationBasis
from alliances.models import Alliance
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from needs.models import Need
from partners.enums import ContactChannel
from partners.models import Contact, Partner
from schools.models import School, Territory


class Told(NamedTuple):
    """An alliance with partners by short name; days are told from today, None leaves them open."""

    title: str
    partners: tuple[str, ...]
    kind: str
    reference: str = ""
    begins: int | None = None
    ends: int | None = None
    territory: str = ""
    schools: int = 0
    anchor: str = ""
    anchor_text: str = ""
    stage: Stage = Stage.SIGNED


TOLD = (
    Told(
        "Mantenimiento de escuelas con personal del cuartel",
        ("Cuartel de Locumba",),
        AllianceKind.AGREEMENT,
        "Convenio 003",
        -300,
        430,
        territory="2303",
        anchor=Anchor.RESOLUTION,
        anchor_text="Resolución de la UGEL",
    ),
    Told(
        "Agua segura para las escuelas de Ilabaya",
        ("Tinajones", "MDI"),
        AllianceKind.AGREEMENT,
        "Convenio 007",
        -320,
        40,
        territory="230302",
        anchor=Anchor.ORDINANCE,
        anchor_text="Ordenanza municipal",
    ),
    Told("Movilidad escolar de los anexos", ("MPJB",), AllianceKind.ACTA, "Acta 012", -400, -35, schools=6),
    Told("Salud en la escuela", ("Red de Salud",), AllianceKind.AGREEMENT, "Convenio 001", -700, -20, territory="2303"),
    Told(
        "Biblioteca de aula para escuelas unidocentes",
        ("Tinajones",),
        AllianceKind.LETTER,
        schools=4,
        stage=Stage.NEGOTIATING,
    ),
)


UNITS = {"furniture": "carpetas", "premises": "planchas"}


def load(demo: Demo) -> None:
    """Write them down once, through the services people use."""
    with scope(demo.ugel):
        if Alliance.objects.exists() or not Partner.objects.exists():
            return
        schools = list(School.objects.order_by("national_key"))
        for told in TOLD:
            _tell(demo, told, schools)
        _renew(demo)
        _put_on_the_table(demo)
        _call(demo)
        demo.say(f"alliances: {Alliance.objects.count()}")


def _tell(demo, told: Told, schools) -> None:
    partners = Partner.objects.filter(short_name__in=told.partners) or Partner.objects.all()[:1]
    alliance = services.register_alliance(
        partners=partners,
        schools=schools[: told.schools],
        by=demo.people["specialist"],
        title=told.title,
        kind=told.kind,
        reference=told.reference,
        territory=Territory.objects.filter(code=told.territory).first(),
        anchor=told.anchor,
        anchor_text=told.anchor_text,
        followed_by=demo.people["specialist"],
    )
    if told.stage != Stage.SIGNED:
        services.move_talks(alliance=alliance, to=told.stage, by=demo.people["specialist"])
        return
    begins = demo.today + timedelta(days=told.begins)
    services.sign_alliance(
        alliance=alliance,
        signed_date=begins,
        from_date=begins,
        to_date=demo.today + timedelta(days=told.ends),
        by=demo.people["specialist"],
        at=timezone.make_aware(datetime.combine(begins, time(12))),
    )


def _put_on_the_table(demo) -> None:
    """What the text of the first agreement says that it brings: in kind, in money, and something nobody valued."""
    told = {"alliance": Alliance.objects.order_by("pk").first(), "by": demo.people["specialist"]}
    services.add_resource(
        what="Jornadas de mantenimiento del cuartel",
        quantity=Decimal(120),
        unit="jornadas",
        pledged=Decimal(9600),
        basis=ValuationBasis.MARKET,
        **told,
    )
    services.add_resource(
        what="Fondo para pintura",
        pledged=Decimal(4000),
        basis=ValuationBasis.MONEY,
        spent=Decimal("2350.50"),
        spent_source="Rendición 2 del cuartel",
        **told,
    )
    services.add_resource(what="Transporte de materiales", **told)


def _call(demo) -> None:
    """What two schools lack, asked of those who could give it; two answered, and one was told why not."""
    needs = list(Need.objects.open().filter(category__in=["furniture", "premises"]).order_by("number")[:2])
    reached = Contact.objects.active().exclude(channel=ContactChannel.NONE)
    contacts = list(reached.order_by("partner", "pk").distinct("partner")[:3])
    if not needs or len(contacts) < 3:
        return
    call = services.publish_call(
        title="Mobiliario y techos antes de las clases",
        text="Puede ser una parte. La UGEL pone el flete desde Locumba.",
        until=demo.today + timedelta(days=20),
        asked=[services.Asked(need, Decimal(12), UNITS[need.category]) for need in needs],
        contacts=contacts,
        by=demo.people["specialist"],
    )
    due, asked = demo.today + timedelta(days=45), call.needs.order_by("pk")[0]
    for called, quantity, words in zip(
        call.called.order_by("pk"), (8, 6), ("Nuevas, puestas en la escuela", "De segundo uso"), strict=False
    ):
        made = services.offer(called=called, call_need=asked, quantity=Decimal(quantity), due_date=due, words=words)
    services.offer_openly(
        call=call, call_need=asked, quantity=Decimal(6), due_date=due, language="es", entity="Carpintería San José",
        name="Teófilo Condori", phone="+51952000777", email="", words="Madera tornillo",
    )  # fmt: skip
    reply = "Gracias: se piden nuevas, porque las de segundo uso duran menos de un año."
    services.decline_offer(offered=made, reply=reply, offered_at=made.offered_at, by=demo.people["head"])


def _renew(demo) -> None:
    """Health went on: its next agreement was signed the day after the old one ran out."""
    old = Alliance.objects.filter(title="Salud en la escuela").get()
    following = services.renew_alliance(alliance=old, by=demo.people["specialist"])
    services.sign_alliance(
        alliance=following,
        signed_date=following.from_date,
        from_date=following.from_date,
        to_date=following.from_date + timedelta(days=730),
        reference="Convenio 009",
        by=demo.people["head"],
    )
