"""Partners and contacts coming in by sheet: an empty cell leaves things as they are."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.phones import NotAPhone, parse_phone
from core.files.cells import written_text
from core.tenancy.scope import current_ugel
from partners import services
from partners.models import Partner
from partners.readers import words
from partners.readers.codes import parse_ruc
from partners.resources.columns import COLUMNS, OF_CONTACT, OF_PARTNER
from partners.selectors.likeness import similar_to
from partners.selectors.lists import territories_here
from schools.enums import SheetKind
from schools.models import Territory
from schools.readers.text import searchable
from schools.resources.sheets import Sheet
from schools.services.sheets import Outcome, RowRefused

LONGEST = {"ALIADO": 160, "SIGLAS": 40, "SIAF": 6, "DIRECCION": 200, "NOTAS": 2000, "CONTACTO": 120, "CARGO": 120}


class PartnerRows:
    """Saves the rows of one sheet, one after another; remembers what earlier rows said of a partner."""

    def __init__(self):
        self.told: dict[int, dict[str, str]] = {}
        self.places: dict[str, Territory] | None = None

    def __call__(self, cells: dict[str, str], by) -> Outcome:
        cells = {name: written_text(cell) for name, cell in cells.items()}
        _check_lengths(cells)
        facts = self._facts(cells)
        partner = _known(facts.get("ruc", ""), cells["ALIADO"])
        outcomes = {self._save_partner(partner, cells, facts, by)} if partner else set()
        if partner is None:
            partner = _registered(cells, facts, by)
            outcomes.add(Outcome.NEW)
        self.told.setdefault(partner.pk, cells)
        outcomes |= {_save_standing(partner, cells["APOYA"], by), _save_contact(partner, cells, by)}
        return next(outcome for outcome in Outcome if outcome in outcomes)

    def _facts(self, cells) -> dict:
        """What the row says of the partner; nothing for an empty cell."""
        told = {
            "name": cells["ALIADO"],
            "short_name": cells["SIGLAS"],
            "kind": _coded(
                words.KINDS, cells, "TIPO", _("Municipalidad, Ejército, Minera, Empresa, ONG, JASS, APAFA …")
            ),
            "sector": _coded(words.SECTORS, cells, "SECTOR", _("una de las que muestra el modelo")),
            "ruc": parse_ruc(cells["RUC"], current_ugel().region.country),
            "siaf": cells["SIAF"],
            "address": cells["DIRECCION"],
            "notes": cells["NOTAS"],
            "territories": [self._territory(name) for name in cells["DONDE"].split(";") if name.strip()],
        }
        return {name: value for name, value in told.items() if value}

    def _territory(self, name) -> Territory:
        if self.places is None:
            here = list(territories_here())
            self.places = {searchable(place.name): place for place in here} | {place.code: place for place in here}
        found = self.places.get(searchable(name.strip())) or Territory.objects.filter(code=name.strip()).first()
        if found is None:
            known = ", ".join(sorted({place.name.title() for place in self.places.values()}))
            sentence = _("DONDE: no conocemos «%(name)s». Escriba uno de estos: %(known)s.")
            raise RowRefused(sentence % {"name": name.strip(), "known": known})
        return found

    def _save_partner(self, partner, cells, facts, by) -> Outcome:
        for column in OF_PARTNER:
            earlier = self.told.get(partner.pk, {}).get(column.name, "")
            if earlier and cells[column.name] and searchable(earlier) != searchable(cells[column.name]):
                sentence = _("%(column)s dice «%(now)s», y una fila anterior del mismo aliado dice «%(earlier)s».")
                raise RowRefused(sentence % {"column": column.name, "now": cells[column.name], "earlier": earlier})
        if "notes" in facts and " ".join(partner.notes.split()) == facts["notes"]:
            del facts["notes"]  # the same, written in lines
        if _is_name_of(facts["name"], partner):
            del facts["name"]  # the same in other letters, or what a merged one was called
        version = partner.version
        corrected = services.correct_partner(partner=partner, by=by, **facts)
        return Outcome.UNCHANGED if corrected.version == version else Outcome.CHANGED


def _known(ruc, name) -> Partner | None:
    """By RUC, else by name; a merged one is the one it was merged into."""
    by_ruc = Partner.objects.filter(ruc=ruc).first() if ruc else None
    found = by_ruc or Partner.objects.select_related("merged_into").filter(search_name=searchable(name)).first()
    if found and by_ruc is None and ruc and found.ruc:
        sentence = _("«%(name)s» ya está registrado con otro RUC (%(ruc)s). Corrija el RUC o distinga el nombre.")
        raise RowRefused(sentence % {"name": found.name, "ruc": found.ruc})
    return found.merged_into or found if found else None


def _is_name_of(name, partner) -> bool:
    """Whether this is its name already, or that of one that was merged into it."""
    wanted = searchable(name)
    return wanted == partner.search_name or Partner.objects.filter(merged_into=partner, search_name=wanted).exists()


def _registered(cells, facts, by) -> Partner:
    if not facts.get("name") or not facts.get("kind"):
        raise RowRefused(_("Un aliado nuevo necesita ALIADO y TIPO."))
    if words.YES_NO(cells["ES_OTRO"]) != "yes":
        similar = similar_to(name=facts["name"], kind=facts["kind"], short_name=facts.get("short_name", ""))
        if similar:
            sentence = _(
                "Se parece a «%(known)s». Si es el mismo, escriba ese nombre; si es otro, ponga Sí en ES_OTRO."
            )
            raise RowRefused(sentence % {"known": similar[0].name})
    return services.register_partner(by=by, **facts)


def _save_standing(partner, text, by) -> Outcome:
    if not text:
        return Outcome.UNCHANGED
    answer = words.YES_NO(text)
    if answer is None:
        raise RowRefused(_("APOYA debe ser Sí o No."))
    if partner.is_active == (answer == "yes"):
        return Outcome.UNCHANGED
    (services.reactivate_partner if answer == "yes" else services.deactivate_partner)(partner=partner, by=by)
    return Outcome.CHANGED


def _save_contact(partner, cells, by) -> Outcome:
    if not cells["CONTACTO"]:
        if any(cells[column.name] for column in OF_CONTACT):
            raise RowRefused(_("Falta el nombre de la persona en CONTACTO."))
        return Outcome.UNCHANGED
    facts = _contact_facts(cells)
    contact = partner.contacts.filter(search_name=searchable(cells["CONTACTO"])).first()
    if contact is None:
        services.add_contact(partner=partner, by=by, name=cells["CONTACTO"], **facts)
        return Outcome.NEW
    if not contact.is_active:
        sentence = _("%(name)s ya no representa a este aliado. Quite la fila, o hágalo volver en la página del aliado.")
        raise RowRefused(sentence % {"name": contact.name})
    corrected = services.correct_contact(contact=contact, by=by, **facts)
    return Outcome.UNCHANGED if corrected.version == contact.version else Outcome.CHANGED


def _contact_facts(cells) -> dict:
    told = {
        "post": cells["CARGO"],
        "role": _coded(words.ROLES, cells, "FUNCION", _("Autoriza, Coordina o Ejecuta")),
        "phone": _phone(cells["CELULAR"]),
        "email": _email(cells["CORREO"]),
        "channel": _coded(words.CHANNELS, cells, "MEDIO", _("WhatsApp, Correo, SMS o Ninguno")),
        "language": _coded(words.LANGUAGES, cells, "IDIOMA", _("Español, Kirguís, Inglés o Ruso")),
    }
    return {name: value for name, value in told.items() if value}


def _coded(domain, cells, column, allowed) -> str:
    text = cells[column]
    if not text:
        return ""
    if found := domain(text):
        return found
    sentence = _("%(column)s: «%(text)s» no se entiende. Escriba %(allowed)s.")
    raise RowRefused(sentence % {"column": column, "text": text, "allowed": allowed})


def _phone(text):
    if not text:
        return None
    try:
        return parse_phone(text, current_ugel().region.country)
    except NotAPhone as error:
        raise RowRefused(f"CELULAR: {error}") from error


def _email(text) -> str:
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise RowRefused(_("El correo %(email)s no está bien escrito.") % {"email": text}) from error
    return text.lower()


def _check_lengths(cells):
    if not cells["ALIADO"]:
        raise RowRefused(_("Falta el nombre del aliado (ALIADO)."))
    for column, longest in LONGEST.items():
        if len(cells[column]) > longest:
            sentence = _("%(column)s tiene más de %(longest)s letras.")
            raise RowRefused(sentence % {"column": column, "longest": longest})


def save_row(cells, by) -> Outcome:
    """One row by itself."""
    return PartnerRows()(cells, by)


SHEET = Sheet(
    kind=SheetKind.PARTNERS,
    slug="aliados",
    title=gettext_lazy("Aliados y sus contactos"),
    columns=COLUMNS,
    save=save_row,
)
