from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from core.files.models import FileKind as StoredKind
from guardians.enums import PICTURES, FileKind
from guardians.models import VisitFile
from schools.permissions import works_at

VIEW = "guardians.view_guardian"
MANAGE = "guardians.manage_guardian"
ASSIGN = "guardians.assign_visit"
SEE = "guardians.view_visit"
VISIT = "guardians.make_visit"

DESCRIPTIONS = {
    VIEW: _("Ver los guardianes, sus escuelas, sus visitas y las muestras sorteadas"),
    MANAGE: _("Aceptar guardianes, cambiar sus escuelas, anotar sus vínculos y publicar el código de conducta"),
    ASSIGN: _("Encargar visitas, sortear muestras, imprimir hojas y copiar lo que dicen"),
    SEE: _("Abrir una visita: qué había que mirar y qué se vio"),
    VISIT: _("Ver las visitas propias y decir qué se vio"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, MANAGE, ASSIGN, SEE},
    Role.UGEL_SPECIALIST: {VIEW, MANAGE, ASSIGN, SEE},
    Role.GUARDIAN: {SEE, VISIT},
}
SEES_PICTURES = STAFF_ROLES | {Role.REGION_READER}


def may_see_file(request, stored) -> bool:
    """Pictures as those of promises; a recorded voice and a signed slip only the UGEL and whoever brought them."""
    if request.roles & STAFF_ROLES:
        return True
    if stored.kind != StoredKind.IMAGE or _is_paper(stored):
        return VisitFile.objects.filter(file=stored, visit__guardian__user=request.user, kind=FileKind.VOICE).exists()
    if request.roles & SEES_PICTURES:
        return True
    return stored.school_id is not None and works_at(request.user, stored.school_id)


def _is_paper(stored) -> bool:
    """A photographed slip or code: it bears a name and a fingerprint."""
    return not VisitFile.objects.filter(file=stored, kind__in=PICTURES).exists()
