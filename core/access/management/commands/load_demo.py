import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from core.accounts.enums import Role
from core.accounts.services import add_member
from core.strategies.demo import Demo
from core.strategies.registry import contributions
from core.tenancy.enums import Country, UgelKind
from core.tenancy.models import Region, Ugel
from core.tenancy.services import create_ugel
from core.tenancy.speech import speaking

PASSWORD = "demostracion-2026"  # noqa: S105 - of invented people, on a local machine only
UGEL = {"code": "230002", "name": "UGEL Jorge Basadre"}
DISTRICT = {
    "code": "41705236",
    "name": "Лейлек районунун билим берүү бөлүмү",
    "kind": UgelKind.DISTRICT,
    "time_zone": "Asia/Bishkek",
    "language": "ky",
    "percent_decimals": 1,
    "currency": "KGS",
}
PEOPLE = {
    # key: (e-mail, name, role)
    "head": ("direccion@demo.pe", "Marta Condori Flores", Role.UGEL_HEAD),
    "specialist": ("especialista@demo.pe", "Elmer Quispe Mamani", Role.UGEL_SPECIALIST),
    "specialist_2": ("especialista2@demo.pe", "Nelly Ticona Rojas", Role.UGEL_SPECIALIST),
    "director": ("directora@demo.pe", "Rosa Chambilla Vargas", Role.SCHOOL_HEAD),
    "member": ("docente@demo.pe", "Julio Cohaila Nina", Role.SCHOOL_MEMBER),
    "guardian": ("guardian@demo.pe", "Gino Maquera Laura", Role.GUARDIAN),
    "guardian_2": ("guardiana@demo.pe", "Berta Ticona Ramos", Role.GUARDIAN),
    "guardian_3": ("guardiana2@demo.pe", "Juana Cutipa Alave", Role.GUARDIAN),
    "case_worker": ("educhasqui@demo.pe", "Ana Lanchipa Cruz", Role.CASE_WORKER),
    "region_reader": ("dre@demo.pe", "Raúl Salgado Pinto", Role.REGION_READER),
    "operator": ("plataforma@demo.pe", "Olga Berríos Tapia", Role.OPERATOR),
}
DISTRICT_PEOPLE = {
    "head": ("head@demo.kg", "Айгүл Токтосунова", Role.UGEL_HEAD),
    "specialist": ("specialist@demo.kg", "Бакыт Өмүралиев", Role.UGEL_SPECIALIST),
    "director": ("school@demo.kg", "Гүлнара Маматова", Role.SCHOOL_HEAD),
}


FACES = 80  # contributions of this order and later read the strategies


class Command(BaseCommand):
    help = "Fill the demo tenants UGEL Jorge Basadre and Leilek (invented data); running it again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--sign-ins", action="store_true", help="only print who can sign in")

    def handle(self, *, sign_ins, **options):
        if not settings.IS_LOCAL:
            raise CommandError("The demo is for a machine of your own: its passwords are public.")
        if not sign_ins:
            tenants = [(*_ugel(), "demo"), (*_district(), "demo_district")]
            # They are made as owner; all in them is written as the web role, behind the same wall as people.
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE comuset_app")
            for ugel, people, named in tenants:
                self._fill(ugel, people, named)
        people = {key: email for key, (email, _name, _role) in everybody()}
        self.stdout.write(json.dumps({"password": PASSWORD, "people": people}))

    def _fill(self, ugel, people, named):
        with speaking(ugel), timezone.override(ugel.time_zone):
            demo = Demo(ugel=ugel, people=people, today=timezone.localdate(), say=self.stderr.write)
            for contribution in sorted(contributions(), key=stands_above_strategies):
                if loader := getattr(contribution, named):
                    self.stderr.write(f"{named}: {contribution.app}")
                    import_string(loader)(demo)


def everybody():
    """(key, (e-mail, name, role)) of the people of both tenants; the district's keys begin with `district_`."""
    return [*PEOPLE.items(), *((f"district_{key}", row) for key, row in DISTRICT_PEOPLE.items())]


def stands_above_strategies(contribution):
    """The faces read what the strategies left: they come last."""
    return not contribution.is_strategy and contribution.order >= FACES


@transaction.atomic
def _ugel():
    region, _ = Region.objects.get_or_create(code="230000", defaults={"name": "DRE Tacna"})
    ugel = Ugel.objects.filter(code=UGEL["code"]).first() or create_ugel(region=region, **UGEL)
    return ugel, _people(PEOPLE, ugel)


@transaction.atomic
def _district():
    oblast = {"name": "Баткен облусу", "country": Country.KYRGYZSTAN}
    region, _ = Region.objects.get_or_create(code="41705000", defaults=oblast)
    ugel = Ugel.objects.filter(code=DISTRICT["code"]).first() or create_ugel(region=region, **DISTRICT)
    return ugel, _people(DISTRICT_PEOPLE, ugel)


def _people(told, ugel):
    place = {Role.OPERATOR: {}, Role.REGION_READER: {"region": ugel.region}}
    return {
        key: add_member(
            email=email, full_name=name, role=role, password=PASSWORD, **place.get(role, {"ugel": ugel})
        ).user
        for key, (email, name, role) in told.items()
    }
