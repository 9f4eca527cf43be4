"""Coded columns of the padrón and what they are called here; the label counts where codes vary."""

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


def _by_member(enum, spellings):
    return Domain(**{member.value: text for member, text in spellings.items() if member in enum})


AREAS = _by_member(Area, {Area.URBAN: "1|urbana", Area.RURAL: "2|rural"})
MANAGEMENTS = _by_member(
    Management,
    {
        Management.PUBLIC_DIRECT: "1|publica de gestion directa",
        Management.PUBLIC_PRIVATE: "2|publica de gestion privada",
        Management.PRIVATE: "3|privada",
    },
)
FORMS = _by_member(
    Form,
    {Form.SCHOOL_BASED: "escolarizada", Form.NON_SCHOOL: "no escolarizada", Form.NOT_APPLICABLE: "no aplica"},
)
CHARACTERISTICS = _by_member(
    Characteristic,
    {
        Characteristic.UNIDOCENTE: "1|unidocente",
        Characteristic.MULTIGRADO: "2|polidocente multigrado",
        Characteristic.COMPLETO: "3|polidocente completo",
    },
)
GENDERS = _by_member(Gender, {Gender.BOYS: "1|varones", Gender.GIRLS: "2|mujeres", Gender.MIXED: "3|mixto"})
SHIFTS = _by_member(
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
