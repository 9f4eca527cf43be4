from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role
from core.tenancy.models import Region, Ugel


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, *, full_name=""):
        """Save a person; without a password they enter by invitation or card, without an e-mail by card only."""
        user = self.model(email=self.normalize_email(email).lower() or None, full_name=full_name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in; what they may do comes from their memberships only."""

    email = models.EmailField(_("correo electrónico"), unique=True, null=True, blank=True)
    full_name = models.CharField(_("nombre completo"), max_length=120)
    language = models.CharField(_("idioma"), max_length=8, blank=True)
    is_active = models.BooleanField(_("activa"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self):
        return self.full_name or self.email or ""

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name.split(" ")[0]


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True, user__is_active=True)

    def opening(self, ugel):
        """Memberships that open this UGEL: its own people and the readers of its region."""
        return self.active().filter(Q(ugel=ugel) | Q(region=ugel.region_id, role=Role.REGION_READER))


class Membership(models.Model):
    """What a person is, and where: at one UGEL, in one region, or on the platform."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("persona"))
    role = models.CharField(_("función"), max_length=20, choices=Role)
    ugel = models.ForeignKey(Ugel, models.PROTECT, null=True, blank=True, related_name="memberships")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="memberships")
    is_active = models.BooleanField(_("activa"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_sign_in_at = models.DateTimeField(_("último ingreso"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "ugel", "region"],
                name="accounts_membership_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="accounts_membership_place",
                condition=Q(role=Role.OPERATOR, ugel__isnull=True, region__isnull=True)
                | Q(role=Role.REGION_READER, ugel__isnull=True, region__isnull=False)
                | (~Q(role__in=[Role.OPERATOR, Role.REGION_READER]) & Q(ugel__isnull=False, region__isnull=True)),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()}"
