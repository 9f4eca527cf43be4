from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

VIEW = "alliances.view_alliance"
WRITE = "alliances.write_alliance"

DESCRIPTIONS = {
    VIEW: _("Ver alianzas, con quién son y sus documentos"),
    WRITE: _("Registrar, firmar, renovar y terminar alianzas"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, WRITE},
    Role.UGEL_SPECIALIST: {VIEW, WRITE},
    Role.REGION_READER: {VIEW},
}


def may_see_paper(request, stored) -> bool:
    """Whoever reads alliances reads their documents."""
    return request.allows(VIEW)
