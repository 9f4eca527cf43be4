import time

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.enums import Role
from core.accounts.invitations import invitation_path
from core.accounts.services import add_member
from core.tenancy.enums import Country
from core.tenancy.errors import DomainError
from core.tenancy.models import Region
from core.tenancy.services import check_code_is_free, create_ugel
from core.tenancy.urls import absolute

KYRGYZ_FACTS = {"kind": "district", "time_zone": "Asia/Bishkek", "language": "ky", "currency": "KGS"}


class Command(BaseCommand):
    help = "Make a UGEL ready for work: the tenant and, with --head, its head's invitation."

    def add_arguments(self, parser):
        parser.add_argument("code", help="CODOOII of 6 digits, or SOATE of 8")
        parser.add_argument("name")
        parser.add_argument("--region", required=True, help="code or name of the DRE/GRE or oblast; made when new")
        parser.add_argument("--country", choices=Country.values, default=Country.PERU)
        parser.add_argument("--head", help="e-mail of the head, who gets an invitation link")
        parser.add_argument("--head-name", default="")

    def handle(self, *, code, name, region, country, head, head_name, **options):
        started = time.monotonic()
        try:
            with transaction.atomic():
                check_code_is_free(code)
                ugel = create_ugel(
                    code=code,
                    name=name,
                    region=region_of(region, code, country),
                    **(KYRGYZ_FACTS if country == Country.KYRGYZSTAN else {}),
                )
                member = head and add_member(email=head, full_name=head_name or head, role=Role.UGEL_HEAD, ugel=ugel)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(ugel)s está lista en %(url)s") % {"ugel": ugel, "url": absolute(f"/{ugel.code}/")})
        if member and not member.user.has_usable_password():
            self.stdout.write(_("Invitación: %(url)s") % {"url": absolute(invitation_path(member.user))})
        self.stderr.write(f"{time.monotonic() - started:.3f} s")


def region_of(text, ugel_code, country) -> Region:
    """By code, else by name, else a new one: its code is the UGEL's first digits and zeros."""
    region = Region.objects.filter(code=text).first() or Region.objects.filter(name__iexact=text).first()
    if region:
        return region
    code = text if text.isdigit() else f"{ugel_code[:2]}0000" if country == Country.PERU else ugel_code[:5]
    taken = Region.objects.filter(code=code).first()
    if taken:
        raise DomainError(_("El código %(code)s ya es de %(region)s.") % {"code": code, "region": taken})
    return Region.objects.create(code=code, name=text, country=country)
