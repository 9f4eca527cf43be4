from needs.readers.tables import MAX_ROWS, SheetRefused, Table, read_table
from needs.readers.words import guess_choice, guess_field, guess_field_by_values, plain

__all__ = [
    "MAX_ROWS",
    "SheetRefused",
    "Table",
    "guess_choice",
    "guess_field",
    "guess_field_by_values",
    "plain",
    "read_table",
]
