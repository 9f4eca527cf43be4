"""The demo tenant's report: the authority's own words, beside figures that are counted."""

from datetime import date
from decimal import Decimal

from core.jobs.services import run_inline
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from reports.enums import Chapter
from reports.models import Report
from reports.services.building import plan_report
from reports.services.issuing import issue_report, review_report
from reports.services.stated import tell_figure
from reports.services.texts import write_texts


def _text(chapter, body, title="", indicators=()):
    return {"chapter": chapter, "title": title, "body": body, "indicators": list(indicators)}


PROBLEMS = [_text(Chapter.PROBLEMS, "")]
OBJECTIVES = [
    _text(
        Chapter.OBJECTIVES,
        "Mejorar las condiciones de servicios básicos y acondicionamiento de la infraestructura de las instituciones "
        "educativas de la zona rural, promoviendo la continuidad de los estudiantes en los servicios educativos, "
        "mediante la implementación de la estrategia COMUSET.",
        "Objetivo general",
    ),
    _text(
        Chapter.OBJECTIVES,
        "Gestionar alianzas estratégicas oportunas en el acondicionamiento y mantenimiento de infraestructura de los "
        "locales escolares.",
        "Objetivo específico 1",
        ["alliances.in_force"],
    ),
    _text(
        Chapter.OBJECTIVES,
        "Asegurar la continuidad al servicio educativo de los estudiantes de la zona rural, cerrando brechas "
        "educativas, fortaleciendo la igualdad de oportunidades.",
        "Objetivo específico 2",
        ["needs.solved"],
    ),
    _text(
        Chapter.OBJECTIVES,
        "Asegurar mediante compromisos del COMUSET, transporte terrestre que trasladen a estudiantes de las II.EE. de "
        "zona rural, de manera oportuna y segura a los estudiantes que viven en anexos (entrada y salida de la IE).",
        "Objetivo específico 3",
        ["transport.seats"],
    ),
    _text(
        Chapter.OBJECTIVES,
        "Gestionar el suministro de agua en las II.EE. a través del COMUSET, asegurando su abastecimiento y salubridad "
        "durante el año escolar.",
        "Objetivo específico 4",
        ["safety.basic_water", "safety.basic_sanitation"],
    ),
    _text(
        Chapter.OBJECTIVES,
        "Garantizar el desarrollo de competencias en igualdad de oportunidades de los estudiantes de la zona rural con "
        "la finalidad de lograr mejores aprendizajes.\n\nLos aprendizajes no se miden aquí.",
        "Objetivo específico 5",
    ),
]
STRATEGIES = [
    _text(Chapter.STRATEGIES, "Somos gestores de alianzas multisectoriales.", "SOGESAM"),
    _text(Chapter.STRATEGIES, "Mesas de diálogo territorial.", "MEDIAT"),
    _text(
        Chapter.STRATEGIES,
        "Escuelas seguras y acogedoras. Fichas verificadas en el periodo: {safety.checked}.",
        "ESYA",
    ),
    _text(Chapter.STRATEGIES, "Personal del ejército apoya a las II.EE. de mayor necesidad.", "Adopto una escuela"),
    _text(Chapter.STRATEGIES, "", "Redes locales multisectoriales"),
    _text(Chapter.STRATEGIES, "", "Educhasquis al rescate"),
    _text(Chapter.STRATEGIES, "", "Guardianes del COMUSET"),
]
ACHIEVEMENTS = [
    _text(
        Chapter.ACHIEVEMENTS,
        "Red de aliados en el territorio.\n\nSOGESAM, impulsada por la UGEL Jorge Basadre, viene promoviendo la "
        "articulación de una red de aliados, con el objetivo de gestionar financiamiento y recursos para mejorar las "
        "condiciones del servicio educativo en las II.EE. rurales: genera la sostenibilidad e institucionalización de "
        "la estrategia.",
        "LOGRO 1",
        ["alliances.in_force"],
    ),
    _text(
        Chapter.ACHIEVEMENTS,
        "El {dialogues.benefited} de II.EE. se beneficiaron a través de MEDIAT.\n\n"
        "En las mesas se identifican problemas, se priorizan acciones y se establecen compromisos compartidos con "
        "aliados estratégicos del sector público y privado, para garantizar el acceso a una educación de calidad y con "
        "igualdad de oportunidades.",
        "LOGRO 2",
        ["dialogues.benefited"],
    ),
    _text(
        Chapter.ACHIEVEMENTS,
        "El {safety.improved} de II.EE. mejoraron las condiciones básicas de infraestructura, acondicionamiento, "
        "servicios básicos como agua y salubridad. De esta manera garantizamos escuelas seguras y acogedoras que "
        "garantizan el bienestar socioemocional y continuidad de los estudiantes en el servicio educativo, a través de "
        "la estrategia ESYA.",
        "LOGRO 3",
        ["safety.improved"],
    ),
    _text(
        Chapter.ACHIEVEMENTS,
        "El {adoptions.neediest} de II.EE. de mayor necesidad adoptadas.\n\nA través de la estrategia «Adopto una "
        "escuela», personal del ejército apoya con acciones de mejoramiento de condiciones básicas de infraestructura, "
        "mantenimiento de jardines, pintado de carpetas y paredes, al {adoptions.neediest} de II.EE. que aquejaron "
        "mayor necesidad.",
        "LOGRO 4",
        ["adoptions.neediest"],
    ),
]
LESSONS = [
    _text(
        Chapter.LESSONS,
        "- Al sumar esfuerzos garantizamos un mejor servicio educativo.\n"
        "- SOGESAM actúa como mediador de alianzas estratégicas sostenibles en el tiempo.\n"
        "- Corresponsabilidad social donde se comprenda que la educación es tarea de todos.\n"
        "- Firmeza y credibilidad por el compromiso asumido en mesas de diálogo de parte de los aliados estratégicos "
        "en territorio.\n"
        "- La implementación de la estrategia permite cerrar brechas en II.EE. de zona rural. Además evita el "
        "despoblamiento de la población escolar.",
    )
]

# What the deck prints beside LOGRO 2, 3 and 4.
PRINTED = (
    ("II.EE. que se beneficiaron a través de la estrategia MEDIAT", 86, "dialogues.benefited"),
    ("II.EE. que mejoraron sus condiciones básicas a través de la estrategia ESYA", 75, "safety.improved"),
    ("II.EE. de mayor necesidad con apoyo del ejército", 100, "adoptions.neediest"),
)


def load(demo: Demo) -> None:
    """One issued report of the running year; a second run finds it there."""
    with scope(demo.ugel):
        if Report.objects.exists():
            return
        year = demo.today.year
        head, specialist = demo.people["head"], demo.people["specialist"]
        for label, percent, indicator in PRINTED:
            tell_figure(
                label=label,
                value=Decimal(percent),
                printed=f"{percent}%",
                indicator=indicator,
                source="Presentación «Estrategia COMUSET»",
                note="La presentación no dice de cuándo es ni de cuántas escuelas: se pone el año de este demo.",
                period_start=date(year, 1, 1),
                period_end=date(year, 12, 31),
                by=specialist,
            )
        report = plan_report(period_start=date(year, 1, 1), period_end=date(year, 12, 31), by=specialist)
        write_texts(report=report, texts=PROBLEMS + OBJECTIVES + STRATEGIES + ACHIEVEMENTS + LESSONS)
    demo.say("reports: counting and printing")
    run_inline("reports.build_report", ugel=demo.ugel, by=specialist, report_id=report.pk)
    with scope(demo.ugel):
        issue_report(report=review_report(report=report, by=specialist), by=head)
    run_inline("reports.print_report", ugel=demo.ugel, by=head, report_id=report.pk)
