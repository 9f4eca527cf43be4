"""Invented partners of the demo UGEL; the RUC numbers 2099999… have a valid check digit and belong to nobody."""

from datetime import timedelta
from typing import NamedTuple

from core.strategies.demo import Demo
from core.tenancy.scope import scope
from needs.enums import Category
from partners import services
from partners.enums import ContactRole, PartnerKind, Sector
from partners.models import Partner
from schools.models import Territory

AUTHORISES, COORDINATES, EXECUTES = ContactRole
LOCUMBA, ILABAYA, ITE, PROVINCE = "230301", "230302", "230303", "2303"


class Person(NamedTuple):
    name: str
    post: str
    role: str
    phone: str = ""
    email: str = ""


class Given(NamedTuple):
    category: str
    description: str
    quantity: int | None = None
    unit: str = ""
    days: int | None = None


class Known(NamedTuple):
    """A partner of the demo, the people one calls, and what it says it can give for so many `days`."""

    name: str
    short_name: str
    kind: str
    sector: str
    ruc: str
    where: tuple[str, ...]
    people: tuple[Person, ...]
    gives: tuple[Given, ...] = ()


KNOWN = (
    Known(
        "Batallón de Ingeniería de Combate Alto Locumba", "Cuartel de Locumba", PartnerKind.ARMY, Sector.FACILITIES, "",
        (PROVINCE,),
        (
            Person("Hernán Zegarra Pinto", "Comandante", AUTHORISES, "+51952000101", "bim@demo.pe"),
            Person("Wilfredo Choque Ramos", "Acción cívica", COORDINATES, "+51952000102"),
        ),
        (
            Given(Category.PREMISES, "Cuadrilla para pintar aulas y muros", 14, "personas", 200),
            Given(Category.FURNITURE, "Pintado y arreglo de carpetas", 120, "carpetas"),
        ),
    ),
    Known(
        "Minera Tinajones S.A.C.", "Tinajones", PartnerKind.MINE, Sector.WATER_AND_SANITATION, "20999990011",
        (ILABAYA, LOCUMBA),
        (
            Person("Patricia Olivares León", "Gerenta social", AUTHORISES, "+51952000103", "tinajones@demo.pe"),
            Person("Iván Mendoza Calle", "Coordinador de proyectos", COORDINATES, "+51952000104", "proyectos@demo.pe"),
        ),
        (
            Given(Category.WATER, "Tanques elevados de agua con instalación", 6, "tanques", 300),
            Given(Category.TRANSPORT, "Bus para estudiantes de secundaria", 1, "bus"),
        ),
    ),
    Known(
        "Municipalidad Provincial Jorge Basadre", "MPJB", PartnerKind.MUNICIPALITY, Sector.FACILITIES, "20999990020",
        (PROVINCE,),
        (
            Person("Óscar Huanca Ticona", "Gerente municipal", AUTHORISES, "+51952000105", "mpjb@demo.pe"),
            Person("Delia Cutipa Arias", "Subgerenta de Educación y Cultura", COORDINATES, "+51952000106"),
        ),
        (Given(Category.TRANSPORT, "Combustible para la movilidad escolar", 90, "galones al mes"),),
    ),
    Known(
        "Municipalidad Distrital de Ilabaya", "MDI", PartnerKind.MUNICIPALITY, Sector.FACILITIES, "20999990038",
        (ILABAYA,),
        (
            Person("Nancy Copa Vildoso", "Alcaldesa", AUTHORISES, "+51952000107"),
            Person("Edwin Sosa Laqui", "Jefe de obras", EXECUTES, "+51952000108"),
        ),
        (Given(Category.PREMISES, "Techado de aulas con calamina", 8, "aulas", 150),),
    ),
    Known(
        "Municipalidad Distrital de Ite", "", PartnerKind.MUNICIPALITY, Sector.WATER, "20999990046",
        (ITE,),
        (
            Person("Julián Mamani Coaquira", "Alcalde", AUTHORISES, "+51952000109"),
            Person("Sonia Paredes Luna", "Responsable de agua (ATM)", COORDINATES, "+51952000110", "atm@demo.pe"),
        ),
        (Given(Category.WATER, "Agua en cisterna", 10, "m³ por semana"),),
    ),
    Known(
        "Municipalidad del Centro Poblado Villa Dorada", "", PartnerKind.MUNICIPALITY, "", "20999990054",
        (LOCUMBA,),
        (Person("Félix Aduviri Chura", "Alcalde delegado", COORDINATES),),
    ),
    Known(
        "Red de Salud Jorge Basadre", "Red de Salud", PartnerKind.HEALTH_NETWORK, "", "20999990062",
        (PROVINCE,),
        (
            Person("Carmen Valdivia Rojas", "Directora ejecutiva", AUTHORISES, "+51952000111", "redsalud@demo.pe"),
            Person("Luis Flores Alanoca", "Responsable de salud escolar", EXECUTES, "+51952000112"),
        ),
        (Given(Category.SANITATION, "Control de la calidad del agua", 1, "visita por mes y escuela"),),
    ),
    Known(
        "ONG Sembrando Escuela Andina", "Sembrando", PartnerKind.NGO, Sector.PRIMARY, "20999990071",
        (ILABAYA,),
        (Person("Mariela Quenta Salas", "Coordinadora regional", AUTHORISES, "", "sembrando@demo.pe"),),
        (Given(Category.MATERIALS, "Bibliotecas de aula", 15, "módulos", 120),),
    ),
    Known(
        "Federación de APAFA de Jorge Basadre", "FEDAPAFA", PartnerKind.APAFA, "", "",
        (PROVINCE,),
        (
            Person("Gladys Mamani Yufra", "Presidenta", AUTHORISES, "+51952000114"),
            Person("Percy Nina Catacora", "Secretario", COORDINATES, "+51952000115"),
        ),
        (Given(Category.PREMISES, "Faenas de padres de familia", 2, "jornadas por escuela"),),
    ),
    Known(
        "JASS de Mirave", "", PartnerKind.JASS, Sector.WATER, "",
        (ILABAYA,),
        (Person("Teodoro Calizaya Mamani", "Presidente", AUTHORISES, "+51952000116"),),
    ),
    Known(
        "Transportes Costa Sur E.I.R.L.", "", PartnerKind.COMPANY, Sector.ROADS, "20999990089", (ITE, LOCUMBA), (),
    ),
)  # fmt: skip


def load(demo: Demo) -> None:
    """Register the partners once; run again it finds them there."""
    with scope(demo.ugel):
        if Partner.objects.exists():
            return
        by = demo.people["specialist"]
        places = {place.code: place for place in Territory.objects.filter(code__startswith=PROVINCE)}
        for known in KNOWN:
            _register(known, places, by=by, today=demo.today)
        demo.say(f"partners: {Partner.objects.count()}")


def _register(known, places, *, by, today):
    facts = {name: getattr(known, name) for name in ("name", "short_name", "kind", "sector", "ruc")}
    where = [places[code] for code in known.where if code in places]
    partner = services.register_partner(by=by, territories=where, **facts)
    for person in known.people:
        services.add_contact(partner=partner, by=by, from_date=today - timedelta(days=240), **person._asdict())
    for given in known.gives:
        told = given._asdict()
        days = told.pop("days")
        services.record_offer(
            partner=partner,
            by=by,
            from_date=today - timedelta(days=60),
            to_date=today + timedelta(days=days) if days else None,
            **told,
        )


def load_district(demo: Demo) -> None:
    """Who paid for the programme of Leilek, as its deck says."""
    with scope(demo.ugel):
        if Partner.objects.exists():
            return
        for name, short_name, kind in (
            ("ЮНИСЕФ", "UNICEF", PartnerKind.MULTILATERAL),
            ("Department for International Development", "DFID", PartnerKind.OTHER),
        ):
            services.register_partner(name=name, short_name=short_name, kind=kind, by=demo.people["specialist"])
        demo.say("partners: 2")
