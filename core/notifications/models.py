from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.notifications.enums import Channel, MessageState, Rhythm
from core.tenancy.models import TenantManager, TenantModel

BUNDLED_BY = ("bundle", "address", "name")


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(state=MessageState.WAITING, channel=Channel.MAIL, due_at__lte=now)

    def stuck(self, since):
        """Taken by a worker that did not come back."""
        return self.filter(state=MessageState.SENDING, claimed_at__lt=since)

    def for_person(self, user):
        return self.filter(user=user).exclude(state=MessageState.CANCELLED)

    def unread_by(self, user):
        return self.for_person(user).filter(seen_at=None)

    def failed(self):
        """Mail that was given up after all its attempts."""
        return self.filter(state=MessageState.FAILED)

    def to_send(self):
        return self.filter(state=MessageState.WAITING)

    def to_hand_over(self):
        """WhatsApp texts that wait for somebody of the UGEL to press «enviar»; of a bundle the first, for all of it."""
        waiting = {"channel": Channel.WHATSAPP, "state": MessageState.WAITING}
        same = {name: OuterRef(name) for name in BUNDLED_BY}
        earlier = Message.objects.filter(**waiting, **same, pk__lt=OuterRef("pk"))
        return self.filter(Q(bundle="") | ~Exists(earlier), **waiting)

    def bundled_with(self, message):
        """The others to the same person that may share a letter with this one, oldest first."""
        if not message.bundle:
            return self.none()
        same = {name: getattr(message, name) for name in (*BUNDLED_BY, "channel")}
        return self.filter(**same).exclude(pk=message.pk).order_by("pk")


class Message(TenantModel):
    """One thing told to one person over one channel; the row is the truth, the mail only its echo.

    `key` names the event: told again, it is the same message and goes out once. `address` is an e-mail or an
    E.164 number, kept as it was when the message was written. Those of one `bundle` to one person go out as one letter
    where they wait at the same time: nine schools of one promise are reminded of once.
    """

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=160)
    channel = models.CharField(_("canal"), max_length=10, choices=Channel)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("para"), max_length=120)
    address = models.CharField(_("dirección"), max_length=254, blank=True)
    subject = models.CharField(_("asunto"), max_length=200)
    body = models.TextField(_("texto"))
    language = models.CharField(_("idioma"), max_length=8, blank=True)
    path = models.CharField(max_length=300, blank=True)
    why = models.CharField(_("por qué lo recibe"), max_length=200)
    is_urgent = models.BooleanField(_("urgente"), default=False)
    bundle = models.CharField(max_length=80, blank=True, default="", db_default="")
    is_digest = models.BooleanField(_("va en el resumen del día"), default=False)
    state = models.CharField(_("estado"), max_length=10, choices=MessageState, default=MessageState.WAITING)
    due_at = models.DateTimeField(_("sale el"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("enviado el"), null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(_("leído el"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantManager.from_queryset(MessageQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "key", "channel", "user", "address"],
                name="notifications_message_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="notifications_message_sent_has_time",
                condition=Q(state=MessageState.SENT, sent_at__isnull=False) | ~Q(state=MessageState.SENT),
            ),
        ]
        indexes = [
            models.Index(fields=["ugel", "state", "due_at"], name="notifications_message_due"),
            models.Index(fields=["ugel", "user", "-id"], name="notifications_message_person"),
        ]

    def __str__(self):
        return f"{self.subject} → {self.name}"


class Preference(TenantModel):
    """How one person wants to be told at this UGEL; absent means at once, quiet from 20:00 to 07:00."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    rhythm = models.CharField(_("correo"), max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE)
    quiet_from = models.TimeField(_("silencio desde"), default=time(20))
    quiet_until = models.TimeField(_("silencio hasta"), default=time(7))

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "user"], name="notifications_preference_once"),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_rhythm_display()}"
