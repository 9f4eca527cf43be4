"""Pure readers of official files: bytes in, rows and reasons out; no database, no tenant."""

from schools.readers.padron import PadronFile, open_padron
from schools.readers.rows import PadronRow, Rejection

__all__ = ["PadronFile", "PadronRow", "Rejection", "open_padron"]
