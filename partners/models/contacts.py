from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from partners.enums import BY_PHONE, ContactChannel, ContactRole, Language


class ContactQuerySet(models.QuerySet):
    def active(self, day=None):
        """Who speaks for their partner on a day (today)."""
        day = day or timezone.localdate()
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), is_active=True, from_date__lte=day)

    def authorising(self):
        return self.filter(role=ContactRole.AUTHORISES)

    def without_channel(self):
        return self.filter(channel=ContactChannel.NONE)


class Contact(TenantModel):
    """A person of a partner: what they may say in its name, and how they are reached. They have no account.

    Their phone and e-mail are personal data: regional readings across UGELs never see this table.
    """

    partner = TenantForeignKey("partners.Partner", models.CASCADE, db_index=False, related_name="contacts")
    name = models.CharField(_("nombres y apellidos"), max_length=120)
    search_name = models.CharField(max_length=240, editable=False)
    post = models.CharField(_("cargo"), max_length=120, blank=True)
    role = models.CharField(_("qué hace"), max_length=12, choices=ContactRole, default=ContactRole.COORDINATES)
    phone = PhoneNumberField(_("celular"), blank=True)
    email = models.EmailField(_("correo electrónico"), blank=True)
    channel = models.CharField(_("cómo se le avisa"), max_length=8, choices=ContactChannel, default=ContactChannel.NONE)
    language = models.CharField(_("idioma"), max_length=2, choices=Language, default=Language.SPANISH)
    is_active = models.BooleanField(_("activo"), default=True)
    from_date = models.DateField(_("desde"), default=timezone.localdate)
    to_date = models.DateField(_("hasta"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TenantManager.from_queryset(ContactQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "partner", "search_name"], name="partners_contact_name"),
            models.CheckConstraint(
                name="partners_contact_channel_works",
                condition=Q(channel=ContactChannel.NONE)
                | Q(channel=ContactChannel.MAIL) & ~Q(email="")
                | Q(channel__in=BY_PHONE) & ~Q(phone=""),
            ),
            models.CheckConstraint(
                name="partners_contact_dates", condition=Q(to_date=None) | Q(to_date__gte=models.F("from_date"))
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def may_authorise(self):
        return self.role == ContactRole.AUTHORISES

    @property
    def speaks_today(self):
        today = timezone.localdate()
        return self.is_active and self.from_date <= today and (self.to_date is None or self.to_date >= today)

    @property
    def name_and_post(self):
        return f"{self.name}, {self.post}" if self.post else self.name
