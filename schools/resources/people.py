"""The sheet of people: who works at which school, since when, and how to call them."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.accounts.phones import NotAPhone, as_typed, parse_phone
from core.people.models import Contact
from core.people.selectors import card_lines
from core.people.services.people import set_phone
from core.people.services.sheets import ask_for_sheet
from core.tenancy.scope import current_ugel
from schools.enums import SheetKind
from schools.models import School, SchoolStaff, Service
from schools.readers.cut_date import read_date
from schools.readers.domains import Domain
from schools.readers.text import searchable
from schools.resources.sheets import Column, Sheet
from schools.services.sheets import Outcome, RowRefused
from schools.services.staff import add_colleague, name_head

ROLES = Domain(
    **{
        Role.SCHOOL_HEAD.value: "director|directora|direccion|direccion de la ie",
        Role.SCHOOL_MEMBER.value: "docente|profesor|profesora|equipo|equipo de la ie|colega|auxiliar",
    }
)
WORDS = {Role.SCHOOL_HEAD: "Director", Role.SCHOOL_MEMBER: "Docente"}
WITNESSES = Domain(guardian="guardian|guardiana|veedor|veedora")


def save_person(cells, by) -> Outcome:
    """One person at one school: added, named its head, or with a corrected telephone."""
    school, role = _school(cells["CODIGO"]), _role(cells["FUNCION"])
    name, phone, email = _name(cells["NOMBRES"]), _phone(cells["CELULAR"]), _email(cells["CORREO"])
    from_date = _from_date(cells["DESDE"])
    user = _known(school, name, phone, email)
    if user and _is_there(user, school, role):
        return _with_phone(user, phone, by)
    facts = {"school": school, "full_name": name, "email": email, "phone": phone, "user": user, "by": by}
    if role == Role.SCHOOL_HEAD:
        name_head(from_date=from_date, **facts)
    else:
        add_colleague(from_date=from_date, **facts)
    return Outcome.CHANGED if user else Outcome.NEW


def _school(code):
    """By código modular, código de local or the key the school was registered with."""
    of_service = Service.objects.filter(codigo_modular__in={code, code.zfill(7)}).values("school")
    for found in (
        School.objects.filter(pk__in=of_service),
        School.objects.filter(national_key=code),
        School.objects.filter(codlocal=code.zfill(6)),
    ):
        schools = list(found.order_by("id")[:2]) if code else []
        if len(schools) > 1:
            raise RowRefused(_("En el local %(code)s hay varias escuelas: use el código modular.") % {"code": code})
        if schools:
            return schools[0]
    raise RowRefused(_("No hay una escuela con el código %(code)s en esta UGEL.") % {"code": code or "—"})


def _role(text):
    if WITNESSES(text):
        raise RowRefused(_("A un guardián lo acepta la UGEL en «Guardianes», con su código de conducta firmado."))
    role = ROLES(text)
    if not role:
        raise RowRefused(_("FUNCION debe ser Director o Docente."))
    return Role(role)


def _name(text):
    if not text or len(text) > 120:
        raise RowRefused(_("El nombre (NOMBRES) falta o tiene más de 120 letras."))
    return text


def _phone(text):
    if not text:
        return None
    try:
        return parse_phone(text, current_ugel().region.country)
    except NotAPhone as error:
        raise RowRefused(str(error)) from error


def _email(text):
    if not text:
        return None
    try:
        validate_email(text)
    except ValidationError as error:
        raise RowRefused(_("El correo %(email)s no está bien escrito.") % {"email": text}) from error
    return text.lower()


def _from_date(text):
    if not text:
        return timezone.localdate()
    day = read_date(text)
    if day is None:
        raise RowRefused(_("La fecha DESDE no se entiende. Escríbala como 01/03/2026."))
    return day


def _known(school, name, phone, email) -> User | None:
    """The person a row means: by e-mail, else the same name at this school, else the same name and number here."""
    if email and (user := User.objects.filter(email__iexact=email).first()):
        return user
    here = User.objects.filter(school_assignments__in=SchoolStaff.objects.team().on().filter(school=school))
    with_number = User.objects.filter(contacts__in=Contact.objects.filter(phone=phone)) if phone else ()
    wanted = searchable(name)
    for user in (*here.distinct(), *with_number):
        if searchable(user.full_name) == wanted and not (email and user.email):
            return user
    return None


def _is_there(user, school, role):
    has_role = Membership.objects.active().filter(user=user, ugel=current_ugel(), role=role).exists()
    assigned = SchoolStaff.objects.team().still_open(timezone.localdate()).filter(user=user, school=school)
    return has_role and assigned.filter(is_head=role == Role.SCHOOL_HEAD).exists()


def _with_phone(user, phone, by):
    known = Contact.objects.filter(user=user).values_list("phone", flat=True).first()
    if phone is None or known == phone:
        return Outcome.UNCHANGED
    set_phone(user=user, phone=phone, by=by)
    return Outcome.CHANGED


def cards_for_new_people(by) -> str:
    """Where the cards of everybody who has none are being printed; empty when nobody lacks one."""
    lacking = [line.user.pk for line in card_lines() if not line.has_card]
    return ask_for_sheet(user_ids=lacking, by=by).get_absolute_url() if lacking else ""


PEOPLE = Sheet(
    kind=SheetKind.PEOPLE,
    slug="personas",
    title=gettext_lazy("Directores y docentes"),
    columns=(
        Column("CODIGO", gettext_lazy("Código modular o de local de la escuela"), "0234567", is_required=True),
        Column("NOMBRES", gettext_lazy("Nombres y apellidos"), "Rosa Chambilla Vargas", is_required=True),
        Column("FUNCION", gettext_lazy("Director o Docente"), "Director", is_required=True),
        Column("CELULAR", gettext_lazy("Para llamar y escribir por WhatsApp"), "952 000 001"),
        Column("CORREO", gettext_lazy("Si lo usa"), "rosa@example.pe"),
        Column("DESDE", gettext_lazy("Primer día; en blanco es hoy"), "01/03/2026"),
    ),
    save=save_person,
    after=cards_for_new_people,
)


def people_rows() -> Iterator[list]:
    """Everybody assigned today, in the sheet's columns."""
    assigned = (
        SchoolStaff.objects.team().on().select_related("school", "user").order_by("school__name", "-is_head", "id")
    )
    assigned = list(assigned)
    users = [one.user_id for one in assigned]
    phones = dict(Contact.objects.filter(user__in=users).values_list("user_id", "phone"))
    codes: dict[int, str] = {}
    for school_id, code in Service.objects.order_by("-codigo_modular").values_list("school_id", "codigo_modular"):
        codes[school_id] = code
    for one in assigned:
        role = Role.SCHOOL_HEAD if one.is_head else Role.SCHOOL_MEMBER
        code = codes.get(one.school_id) or one.school.codlocal or one.school.national_key
        phone = phones.get(one.user_id)
        yield [
            code,
            one.user.full_name,
            WORDS[role],
            as_typed(phone, current_ugel().region.country),
            one.user.email or "",
            one.from_date.strftime("%d/%m/%Y"),
        ]
