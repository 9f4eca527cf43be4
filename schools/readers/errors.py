"""Why a whole file is refused; each sentence says what to do next."""

from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError


class PadronRefused(DomainError):
    message = _("No se pudo leer el archivo del padrón. Descárguelo otra vez de ESCALE y vuelva a subirlo.")

    def __init__(self, **values):
        super().__init__(str(self.message).format(**values) if values else None)


class EmptyFile(PadronRefused):
    message = _("El archivo está vacío. Descárguelo otra vez y vuelva a subirlo.")


class NoRows(PadronRefused):
    message = _("El archivo tiene encabezado pero ninguna fila de servicios. Descárguelo otra vez.")


class WrongType(PadronRefused):
    message = _("Este archivo no es un padrón. Suba el ZIP de ESCALE, un DBF, un CSV o un Excel (.xlsx).")


class OldExcel(PadronRefused):
    message = _(
        "Este Excel es del formato antiguo (.xls) o tiene contraseña. Ábralo, quítele la contraseña, "
        "guárdelo como «Libro de Excel (.xlsx)» y súbalo otra vez."
    )


class BrokenArchive(PadronRefused):
    message = _("El archivo comprimido está dañado o la descarga quedó a medias. Descárguelo otra vez.")


class EncryptedArchive(PadronRefused):
    message = _("El archivo comprimido tiene contraseña. Suba el ZIP original de ESCALE, que no la tiene.")


class ArchiveTooLarge(PadronRefused):
    message = _(
        "El archivo ocupa demasiado al descomprimirse y no se abrió, por seguridad. Suba el ZIP original de ESCALE."
    )


class NoPadronInside(PadronRefused):
    message = _("El archivo comprimido no contiene un padrón (Padron_web.dbf). Suba el ZIP original de ESCALE.")


class TruncatedDbf(PadronRefused):
    message = _("El DBF está incompleto: anuncia {announced} servicios y trae {found}. Descárguelo otra vez.")


class BrokenDbf(PadronRefused):
    message = _("El DBF está dañado: su encabezado no se puede leer. Descárguelo otra vez.")


class MissingColumns(PadronRefused):
    message = _("Al archivo le faltan columnas indispensables: {columns}. Suba el padrón completo, con su encabezado.")


class BrokenText(PadronRefused):
    message = _(
        "El archivo de texto no se puede leer cerca de la fila {row}: parece haber una comilla sin cerrar. "
        "Descárguelo otra vez sin modificarlo."
    )


class UnknownEncoding(PadronRefused):
    message = _("No conocemos la codificación «{encoding}». Use utf-8, latin-1 o cp850.")
