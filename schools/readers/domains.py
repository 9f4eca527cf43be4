"""Coded columns of the padrón and what they are called here; the label counts where codes vary."""

from django.conf import settings
from django.utils.translation import override

from schools.enums import Area, Characteristic, Form, Gender, Management, Shift
from schools.readers.text import clean, searchable

ACTIVE = frozenset({"1", "1.0"})


class Domain(dict):
    """Answers by code or by label, ignoring case and accents; None for what it does not know."""

    def __init__(self, **members):
        super().__init__({"": None})
        for member, spellings in members.items():
            self.update(dict.fromkeys(spellings.split("|"), member))

    def __missing__(self, spelling):
        key = searchable(clean(spelling)).removesuffix(".0")
        found = dict.get(self, key)
        if len(self) < 2000:  # remembers each spelling met; a hostile file must not fill the memory
            self[spelling] = found
        return found

    __call__ = dict.__getitem__


class EnumDomain(Domain):
    """A domain that also reads its enum's labels in every language of the house, because exports write them so."""

    def __init__(self, enum, spellings):
        super().__init__(**{member.value: text for member, text in spellings.items() if member in enum})
        self.enum, self.has_labels = enum, False

    def __missing__(self, spelling):
        if not self.has_labels:
            self.has_labels = True
            for language, _name in settings.LANGUAGES:
                with override(language):
                    for member in self.enum:
                        self.setdefault(searchable(str(member.label)), member.value)
        return super().__missing__(spelling)


AREAS = EnumDomain(Area, {Area.URBAN: "1|urbana", Area.RURAL: "2|rural"})
MANAGEMENTS = EnumDomain(
    Management,
    {
        Management.PUBLIC_DIRECT: "1|publica de gestion directa",
        Management.PUBLIC_PRIVATE: "2|publica de gestion privada",
        Management.PRIVATE: "3|privada",
    },
)
FORMS = EnumDomain(
    Form,
    {Form.SCHOOL_BASED: "escolarizada", Form.NON_SCHOOL: "no escolarizada", Form.NOT_APPLICABLE: "no aplica"},
)
CHARACTERISTICS = EnumDomain(
    Characteristic,
    {
        Characteristic.UNIDOCENTE: "1|unidocente",
        Characteristic.MULTIGRADO: "2|polidocente multigrado",
        Characteristic.COMPLETO: "3|polidocente completo",
    },
)
GENDERS = EnumDomain(Gender, {Gender.BOYS: "1|varones", Gender.GIRLS: "2|mujeres", Gender.MIXED: "3|mixto"})
SHIFTS = EnumDomain(
    Shift,
    {
        Shift.MORNING: "11|manana",
        Shift.AFTERNOON: "tarde",
        Shift.MORNING_AFTERNOON: "manana-tarde",
        Shift.NIGHT: "noche",
        Shift.ALL_DAY: "manana-tarde-noche",
        Shift.MORNING_NIGHT: "manana-noche",
        Shift.AFTERNOON_NIGHT: "tarde-noche",
    },
)
