"""The columns in which partners and their contacts go out and come in: one row per person."""

from django.utils.translation import gettext_lazy as _

from schools.resources.sheets import Column

OF_PARTNER = (
    Column(
        "ALIADO", _("Nombre completo; se repite en la fila de cada contacto"), "Municipalidad Distrital de Ite", True
    ),
    Column("SIGLAS", _("Como lo llaman todos"), "MDI"),
    Column("TIPO", _("Municipalidad, Ejército, Minera, ONG, JASS …"), "Municipalidad", True),
    Column("SECTOR", _("En qué apoya sobre todo; en blanco, de todo un poco"), "Agua para beber"),
    Column("RUC", _("Once dígitos, si lo sabe"), "20131312955"),
    Column("SIAF", _("Solo entidades del Estado"), ""),
    Column("DONDE", _("Distritos donde trabaja, separados por punto y coma"), "Ite; Locumba"),
    Column("DIRECCION", _("Dirección"), "Plaza de Armas s/n"),
    Column("NOTAS", _("Lo que conviene saber"), ""),
    Column("APOYA", _("Sí o No; en blanco queda como está"), "Sí"),
)
OF_CONTACT = (
    Column("CONTACTO", _("Nombres y apellidos de una persona del aliado"), "Rosa Chambilla Vargas"),
    Column("CARGO", _("Como firma"), "Gerenta municipal"),
    Column("FUNCION", _("Autoriza, Coordina o Ejecuta"), "Autoriza"),
    Column("CELULAR", _("Para llamar y escribir"), "952 000 001"),
    Column("CORREO", _("Si lo usa"), "gerencia@example.pe"),
    Column("MEDIO", _("WhatsApp, Correo, SMS o Ninguno; en blanco, por lo que haya"), "WhatsApp"),
    Column("IDIOMA", _("Español, Kirguís, Inglés o Ruso"), "Español"),
)
IS_ANOTHER = Column("ES_OTRO", _("Sí, cuando el nombre se parece al de otro aliado y no es el mismo"), "")
COLUMNS = (*OF_PARTNER, *OF_CONTACT, IS_ANOTHER)
