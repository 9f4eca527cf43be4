from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import Channel, Party, VouchedBy
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel


class Spoken(TenantModel):
    """Somebody's word: who says it, for whom, how it came, and who wrote it down if not they themselves.

    `person` tells people apart ("user:7", "contact:3", "name:juan quispe"). A word written down on somebody's behalf is
    the UGEL's until that person confirms it or their signed paper is attached (`vouched_by`).
    """

    party = models.CharField(_("por quién habla"), max_length=10, choices=Party)
    person = models.CharField(max_length=140)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    contact = TenantForeignKey("partners.Contact", models.PROTECT, null=True, related_name="+")
    said_by = models.CharField(_("quién lo dice"), max_length=120)
    said_post = models.CharField(_("cargo"), max_length=120, blank=True)
    channel = models.CharField(_("cómo lo dijo"), max_length=10, choices=Channel, default=Channel.HERE)
    is_on_behalf = models.BooleanField(_("anotado a nombre de otra persona"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    paper = TenantForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    vouched_by = models.CharField(max_length=5, choices=VouchedBy, blank=True)
    vouched_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(_("registrado el"), default=timezone.now)

    class Meta(TenantModel.Meta):
        abstract = True

    @property
    def is_own_word(self):
        """Did this person say it themselves, or vouch for what was written down in their name?"""
        return not self.is_on_behalf or bool(self.vouched_by)

    @property
    def named_apart(self):
        """Who said it, for those who may not know a witness of the community."""
        return str(_("testigo de la comunidad")) if self.party == Party.GUARDIAN else self.name_and_post

    @property
    def name_and_post(self):
        return f"{self.said_by}, {self.said_post}" if self.said_post else self.said_by


def spoken_constraints(name: str) -> list[models.BaseConstraint]:
    """What holds for every word, under constraint names that begin with `name`."""
    return [
        models.CheckConstraint(
            name=f"{name}_behalf_has_writer", condition=Q(is_on_behalf=False) | Q(recorded_by__isnull=False)
        ),
        models.CheckConstraint(
            name=f"{name}_vouched_whole",
            condition=Q(vouched_by="", vouched_at__isnull=True) | ~Q(vouched_by="") & Q(vouched_at__isnull=False),
        ),
    ]
