"""Why a row is rejected, and what is remarked on a row that is taken."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    OTHER_UGEL = "other_ugel", _("La fila es de otra UGEL.")
    CELLS = "cells", _("La fila no tiene el mismo número de columnas que el encabezado.")
    UGEL = "ugel", _("El código de UGEL (CODOOII) falta o no tiene 6 dígitos.")
    CODIGO_MODULAR = "codigo_modular", _("El código modular falta o no tiene 7 dígitos.")
    ANEXO = "anexo", _("El anexo del código modular debe ser un solo carácter.")
    CODLOCAL = "codlocal", _("El código de local tiene más de 6 dígitos u otros caracteres.")
    CODINST = "codinst", _("El código de institución tiene más de 8 dígitos u otros caracteres.")
    UBIGEO = "ubigeo", _("El ubigeo (CODGEO) falta o no tiene 6 dígitos.")
    LEVEL = "level", _("El nivel (NIV_MOD) falta o no tiene 2 caracteres.")
    STATE = "state", _("Falta el estado (ESTADO): no se sabe si el servicio está activo.")
    NAME = "name", _("El nombre de la institución es demasiado largo.")
    REPEATED = "repeated", _("El mismo código modular y anexo ya apareció en una fila anterior.")


class Remark(TextChoices):
    NAME_DAMAGED = "name_damaged", _("El nombre llegó con letras dañadas; se conserva el que ya teníamos.")
    NAME_EMPTY = "name_empty", _("La fila no trae nombre; se conserva el que ya teníamos.")
    COORDINATES = "coordinates", _("Las coordenadas no son válidas y no se usaron.")
    LUHN = "luhn", _("El dígito de control del código modular no coincide; revíselo.")
    COUNT = "count", _("Un número de alumnos, docentes o secciones no se entiende y no se usó.")
