"""Text made comparable, here and in SQL: a search hears no accents and no capitals."""

import unicodedata

from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Lower

ACCENTED, BARE = "áàâäãéèêëíìîïóòôöõúùûüñç", "aaaaaeeeeiiiiooooouuuunc"


def searchable(text: str) -> str:
    """Lower case without accents, so that «BOROGUEÑA» is found by «boroguena»."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def bare(column: str) -> Func:
    """A column in lower case without the accents of Spanish; read row by row, so for tables of a tenant's size."""
    return Func(Lower(column), Value(ACCENTED), Value(BARE), function="translate", output_field=TextField())


def every_word(text: str, *columns: str) -> tuple[dict, Q]:
    """Annotations and a condition: every word of `text` stands in one of these columns.

    Used as `rows.alias(**aliases).filter(condition)`.
    """
    aliases = {f"bare_{column}": bare(column) for column in columns}
    condition = Q()
    for word in searchable(text.replace("\x00", "")).split():
        condition &= Q(*((f"bare_{column}__contains", word) for column in columns), _connector=Q.OR)
    return aliases, condition
