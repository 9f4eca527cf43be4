"""What people call things in their own sheets: titles of columns, and words for what is missing and how bad it is."""

import re

from needs.enums import Category, Element, Severity, SheetField, Space
from schools.readers.text import searchable

_OTHER = re.compile(r"[^0-9a-zа-яёңөү]+")


def plain(text: str) -> str:
    """Comparable words: no accents, capitals, dots or double blanks."""
    return _OTHER.sub(" ", searchable(text)).strip()


HEADERS = {
    SheetField.CODLOCAL: "codlocal|cod local|codigo local|codigo de local|codigo del local",
    SheetField.CODIGO_MODULAR: "codigo modular|cod modular|cod mod|codmod|cm|modular",
    SheetField.SCHOOL: (
        "escuela|ie|i e|iiee|institucion|institucion educativa|nombre de la ie|nombre ie|colegio|nombre de la escuela"
    ),
    SheetField.CENTRE: "centro poblado|c p|cp|ccpp|cc pp|localidad|caserio|comunidad|distrito|poblado|anexo",
    SheetField.CATEGORY: "categoria|tipo|rubro|tema|tipo de necesidad|clase",
    SheetField.SEVERITY: "gravedad|urgencia|nivel|prioridad|grado|criticidad|nivel de urgencia|que tan grave",
    SheetField.WHAT: (
        "que falta|necesidad|requerimiento|pedido|problema|descripcion|solicitud|necesidades|"
        "descripcion de la necesidad"
    ),
    SheetField.DETAIL: "detalle|obs|observacion|observaciones|comentario|comentarios|nota|notas",
    SheetField.PLACE: "lugar|ubicacion|lugar exacto|donde",
    SheetField.AFFECTED: (
        "estudiantes afectados|estudiantes|alumnos|afectados|alumnos afectados|n de alumnos|"
        "cantidad de estudiantes|beneficiarios"
    ),
    SheetField.SPACE: "ambiente|espacio|ambientes",
    SheetField.ELEMENT: "elemento|parte|componente",
    SheetField.REPORTED: "fecha|registrada|fecha de registro|fecha del pedido|fecha de reporte",
}
CATEGORY_WORDS = {
    Category.WATER: "agua|cisterna|tanque|reservorio|bomba|potable",
    Category.SANITATION: (
        "bano|banos|sshh|ss hh|letrina|letrinas|inodoro|inodoros|desague|lavadero|lavamanos|higienico|"
        "higienicos|saneamiento|ubs"
    ),
    Category.POWER: "luz|electricidad|electrica|electrico|cable|cables|foco|focos|panel solar|energia|tomacorriente",
    Category.FURNITURE: (
        "mobiliario|carpeta|carpetas|mesa|mesas|silla|sillas|pizarra|pizarras|estante|estantes|pupitre|pupitres"
    ),
    Category.INTERNET: "internet|computadora|computadoras|tableta|tabletas|tablet|tablets|laptop|wifi|conectividad",
    Category.TRANSPORT: "transporte|movilidad|bus|bicicleta|bicicletas|camino|trocha",
    Category.PREMISES: (
        "local|infraestructura|techo|techos|muro|muros|pared|paredes|piso|pisos|puerta|puertas|ventana|"
        "ventanas|pintura|calamina|gotera|goteras|rajadura"
    ),
    Category.MEALS: "alimento|alimentos|alimentacion|comedor|cocina|menaje|desayuno|almuerzo",
    Category.SAFETY: "seguridad|cerco|extintor|botiquin|senal|senales|senaletica|vigilancia|porton",
    Category.MATERIALS: "material|materiales|libro|libros|cuaderno|cuadernos|utiles|equipo|equipos|deportivo",
}
SEVERITY_WORDS = {
    Severity.DANGER: (
        "peligro|muy grave|critico|critica|emergencia|urgente|inmediato|inmediata|muy alta|muy alto|muy urgente"
    ),
    Severity.GRAVE: "grave|alto|alta|impide|malo|inoperativo|inoperativa",
    Severity.MODERATE: "moderado|moderada|medio|media|regular|dificulta",
    Severity.MINOR: "leve|bajo|baja|molesta|menor|poco|bueno",
}
SPACE_WORDS = {
    Space.SANITARY: "bano|banos|sshh|ss hh|letrina|letrinas|servicios higienicos",
    Space.CLASSROOM: "aula|aulas|salon|salones",
    Space.FOOD: "cocina|comedor|almacen",
    Space.OFFICE: "direccion|oficina|administrativo",
    Space.OUTDOOR: "patio|losa|cerco|vereda|rampa|exterior",
    Space.AUXILIARY: "biblioteca|computo|taller|laboratorio",
}
ELEMENT_WORDS = {
    Element.ROOF: "techo|calamina|cobertura",
    Element.FLOOR: "piso",
    Element.WALL: "muro|pared",
    Element.PLUMBING: "sanitaria|tuberia|desague",
    Element.WIRING: "electrica|cableado|cables",
    Element.DOOR: "puerta",
    Element.WINDOW: "ventana|vidrio|vidrios",
    Element.PAINT_INSIDE: "pintado|pintura",
    Element.FURNITURE: "mobiliario|carpeta|carpetas",
}
CHOICES = {
    SheetField.CATEGORY: (Category, CATEGORY_WORDS),
    SheetField.SEVERITY: (Severity, SEVERITY_WORDS),
    SheetField.SPACE: (Space, SPACE_WORDS),
    SheetField.ELEMENT: (Element, ELEMENT_WORDS),
}
_TITLES = {spelling: field for field, spellings in HEADERS.items() for spelling in spellings.split("|")}


def guess_field(title: str) -> SheetField | None:
    """What a column is by its title; None where it is not one of those people use."""
    return _TITLES.get(plain(title)[:80])


def guess_field_by_values(values: list[str]) -> SheetField | None:
    """What a column without a telling title is, by what most of its filled cells say."""
    filled = [value for value in values if value][:200]
    if not filled:
        return None
    # A running number is no severity, although 1 to 4 are: by digits alone nothing is guessed here.
    spoken = [value for value in filled if not value.isdecimal()]
    for field in (SheetField.SEVERITY, SheetField.CATEGORY):
        if len(set(filled)) <= 15 and sum(bool(guess_choice(field, value)) for value in spoken) > 0.8 * len(filled):
            return field
    for field, digits in ((SheetField.CODIGO_MODULAR, 7), (SheetField.CODLOCAL, 6)):
        if sum(value.isdecimal() and len(value) == digits for value in filled) > 0.8 * len(filled):
            return field
    return None


def guess_choice(field: SheetField, text: str) -> str:
    """The value of a category, severity, space or element that a cell means, or "" where it is not clear.

    By value, by label or its beginning, then by a word people use; the first of the table wins.
    """
    enum, words = CHOICES[field]
    said = plain(text)
    if not said:
        return ""
    for value, label in enum.choices:
        known = plain(str(label))
        if said in (str(value), plain(str(value))) or known == said or (len(said) > 2 and known.startswith(said)):
            return str(value)
    padded = f" {said} "
    for member, spellings in words.items():
        if any(f" {spelling} " in padded for spelling in spellings.split("|")):
            return str(member.value)
    return ""
