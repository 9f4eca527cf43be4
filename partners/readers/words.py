"""What people write in a sheet for kinds, sectors, roles, channels and languages."""

from partners.enums import ContactChannel, ContactRole, Language, PartnerKind, Sector
from schools.readers.domains import Domain, EnumDomain

SYNONYMS = {
    PartnerKind.ARMY: "ejercito|cuartel|ff.aa.|ffaa|fuerza aerea|marina|batallon",
    PartnerKind.POLICE: "pnp|policia nacional|comisaria",
    PartnerKind.MINISTRY: "ministerio|organismo nacional|programa nacional",
    PartnerKind.REGIONAL_GOVERNMENT: "gore|gobierno regional",
    PartnerKind.MUNICIPALITY: "municipalidad|municipio|gobierno local|municipalidad distrital|municipalidad provincial",
    PartnerKind.HEALTH_NETWORK: "red de salud|salud|posta|centro de salud|hospital",
    PartnerKind.MINE: "mina|minera|mineria",
    PartnerKind.COMPANY: "empresa|compania|negocio",
    PartnerKind.NGO: "ong",
    PartnerKind.UNIVERSITY: "universidad|instituto",
    PartnerKind.APAFA: "apafa|padres de familia",
    PartnerKind.JASS: "jass|comite de agua",
    PartnerKind.COMMUNITY: "comunidad|comunidad campesina|junta vecinal",
    PartnerKind.CHURCH: "iglesia|parroquia",
    PartnerKind.PERSON: "persona|particular",
    ContactRole.AUTHORISES: "si|autoriza|autorizar|decide|firma",
    ContactRole.COORDINATES: "coordina|coordinador|coordinadora|enlace",
    ContactRole.EXECUTES: "ejecuta|entrega|operativo",
    ContactChannel.WHATSAPP: "wsp|whatsapp|wasap|guasap",
    ContactChannel.MAIL: "correo|email|e-mail|mail",
    ContactChannel.SMS: "sms|mensaje|texto",
    ContactChannel.NONE: "ninguno|no|en persona|oficio|papel",
    Language.SPANISH: "castellano|es",
}


def _domain(enum) -> EnumDomain:
    return EnumDomain(enum, {member: f"{member.value}|{SYNONYMS.get(member, member.value)}" for member in enum})


KINDS, SECTORS = _domain(PartnerKind), _domain(Sector)
ROLES, CHANNELS, LANGUAGES = _domain(ContactRole), _domain(ContactChannel), _domain(Language)
YES_NO = Domain(yes="si|s|x|1|verdadero|activo", no="no|n|0|2|falso|inactivo")
