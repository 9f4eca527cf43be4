from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from commitments.models.keys import new_salt
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from dialogues.enums import Coming


class MemberQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_date=None)


class Member(TenantModel):
    """Who is called to every sitting of a table: a contact of an ally, or somebody written down with how to reach them.

    `email` and `phone` are of who is nobody's contact: personal data no region reads.
    """

    table = TenantForeignKey("dialogues.Table", models.PROTECT, related_name="members")
    contact = TenantForeignKey("partners.Contact", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("nombres y apellidos"), max_length=120)
    entity = models.CharField(_("entidad"), max_length=160)
    post = models.CharField(_("cargo"), max_length=120, blank=True)
    email = models.EmailField(_("correo electrónico"), blank=True)
    phone = PhoneNumberField(_("celular"), blank=True, default="")
    left_date = models.DateField(null=True, blank=True)

    objects = TenantManager.from_queryset(MemberQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(
                fields=["ugel", "table", "contact"],
                condition=Q(left_date=None),
                name="dialogues_member_contact_once",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_called(self) -> bool:
        """Whether they are of the table and, as an ally's contact, still speak for it: only then their links open."""
        return self.left_date is None and (self.contact is None or self.contact.speaks_today)


class Invitation(TenantModel):
    """One member called to one sitting, behind a link of their own; `attendance` is their name on its list."""

    session = TenantForeignKey("dialogues.Session", models.PROTECT, related_name="invitations")
    member = TenantForeignKey(Member, models.PROTECT, db_index=False, related_name="invitations")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    answer = models.CharField(max_length=10, choices=Coming, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    attendance = TenantForeignKey(
        "dialogues.Attendance", models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "session", "member"], name="dialogues_invited_once"),
            models.CheckConstraint(
                name="dialogues_invitation_answered", condition=Q(answer="", answered_at=None) | ~Q(answer="")
            ),
        ]

    def __str__(self):
        return str(self.member)
