from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is at a UGEL, in a region or on the platform; each app says what a role may do."""

    OPERATOR = "operator", _("Administración de la plataforma")
    UGEL_HEAD = "ugel_head", _("Dirección de la UGEL")
    UGEL_SPECIALIST = "ugel_specialist", _("Especialista de la UGEL")
    SCHOOL_HEAD = "school_head", _("Dirección de la IE")
    SCHOOL_MEMBER = "school_member", _("Equipo de la IE")
    GUARDIAN = "guardian", _("Guardián")
    CASE_WORKER = "case_worker", _("Educhasqui")
    REGION_READER = "region_reader", _("Autoridad regional")


STAFF_ROLES = frozenset({Role.UGEL_HEAD, Role.UGEL_SPECIALIST})
SCHOOL_ROLES = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_MEMBER})
# Who may get in by card or code: never the UGEL's own staff, whose rights a photographed card must not give.
CARD_ROLES = SCHOOL_ROLES | {Role.GUARDIAN, Role.CASE_WORKER}
