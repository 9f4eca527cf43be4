"""The report of «Жеткиликтүү мектеп» in Leilek, in the words of its deck; every number in it is counted from rows."""

from datetime import date
from decimal import Decimal

from core.jobs.services import run_inline
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from partners.models import Partner
from reports.enums import Chapter, FigureUnit
from reports.models import Report
from reports.services.building import plan_report
from reports.services.issuing import issue_report, review_report
from reports.services.stated import tell_figure, tell_programme
from reports.services.texts import write_texts

PERIOD = {"period_start": date(2014, 6, 1), "period_end": date(2015, 7, 31)}
SOURCE = "«Жеткиликтүү мектеп» долбоорунун презентациясы"
PERCENT, COUNT = FigureUnit


def _text(chapter, title, body, *indicators):
    return {"chapter": chapter, "title": title, "body": body, "indicators": list(indicators)}


PROBLEMS = [
    _text(
        Chapter.PROBLEMS,
        "Эмне үчүн балдар мектептен калууда?",
        "Окуучулардын {attendance.not_attending} мектепке барган эмес.\n\n"
        "- Балдар сабакка катышпай калган чакта жергиликтүү жамаат окуучулардын сабактан калып жаткан көйгөйүн "
        "чечпей келет.\n"
        "- Ата-эне балдарынын сабакка көп катышпай, мектепке барбай калуусунун кесепеттерин коркунуч катары "
        "көрүшпөйт.\n"
        "- Кошуналар, аксакалдар, жакын туугандар баланы тынчсыздандырган нерселерди байкабайт жана түшүнбөйт.\n"
        "- Мектептин жана социалдык педагогдордун баланын сабактан калуу себептерин аныктоо, маселени чечүү жана "
        "баланы мектепке тартуу үчүн мүмкүнчүлүктөрү жетишсиз.\n"
        "- Курдаштар сабактан калган же мектепке барбай жаткан баланын жашоосуна кайдыгер.",
        "attendance.not_attending",
    )
]
OBJECTIVES = [
    _text(
        Chapter.OBJECTIVES,
        "Балдарды мектепке кайтаруу",
        "Лейлек районунун төрт пилоттук айылдык аймагында – Жаңы-Жерде, Бешкентте, Маргунда жана Катранда балдардын "
        "мектепке кайтып келүүсүнө жардам берүү.",
        "attendance.not_attending",
    )
]
STRATEGIES = [
    _text(
        Chapter.STRATEGIES,
        "Демилгелүү топтор",
        "Жамаатты мобилдештирүү жана ар бир айылда демилгелүү топторду түзүү. Демилгелүү топтор киреше алып келчү "
        "долбоорлорду ишке киргизүү үчүн гранттык колдоого ээ болду. Бул долбоорлордун ишине мектеп жашындагы балдары "
        "бар аз камсыздалган үй-бүлөлөр тартылды. Ошондой эле кирешелердин бир бөлүгү оор турмуштук кырдаалда калган "
        "башка балдарга да жардам көрсөтүүгө багытталат.",
        "livelihoods.villages",
    )
]
ACHIEVEMENTS = [
    _text(
        Chapter.ACHIEVEMENTS,
        "1-ӨЗГӨРҮҮ",
        "12 жамаатка балдардын сабакка барбай калуусун болтурбоого багытталган чакан ишканалардан киреше түшүп турат.",
        "livelihoods.with_income",
    ),
    _text(
        Chapter.ACHIEVEMENTS,
        "2-ӨЗГӨРҮҮ",
        "Өзгөчө аярлуу топко кирген балдардын ата-энеси ишканаларга жумушка алынды.",
        "livelihoods.families",
    ),
    _text(
        Chapter.ACHIEVEMENTS,
        "3-ӨЗГӨРҮҮ",
        "Балдар материалдык колдоого ээ болду; майып балдар өзүнчө эсептелет.",
        "livelihoods.children",
        "livelihoods.disabled_children",
    ),
    _text(
        Chapter.ACHIEVEMENTS,
        "4-ӨЗГӨРҮҮ",
        "Балдар мектепте тамактанат.",
        "livelihoods.fed",
    ),
]
LESSONS = [
    _text(
        Chapter.LESSONS,
        "",
        "- Бүтүндөй жамаат – кошуналар, аксакалдар, алыскы туугандар балдардын себепсиз сабактан калбашына көз сала "
        "баштады.\n"
        "- Мектептер балдардын сабакка баруусун мурдагыдан да кылдат көзөмөлдөй башташты. Билимдеги жетишпегендиктерди "
        "толуктоо үчүн натыйжалуу аспаптар пайда болду.\n"
        "- Социалдык педагог балдардын мектепке барбай калуусун алдын алууга жардам берет, мектептен чыгып калышы "
        "ыктымал балдарды тартып, аларды мектепте кармап калууда.\n"
        "- Баланын курдаштары анын сабакка катышуусуна көз салып, социалдык педагогдорго жигердүү жардам берүүдө.\n"
        "- Социалдык педагог, ыктыярчы балдар жана демилгелүү топтун мүчөлөрү ишкананын кирешеси тобокел топко кирген "
        "балдардын мектепке барбай калуу көйгөйүн чечүүгө багытталып туруусуна көз салышат.",
    )
]
# label, place, unit, value, printed, indicator, note
PRINTED = (
    (
        "Мектепке барбаган окуучулар", "", PERCENT, "5.6", "5,6 %", "attendance.not_attending",
        "Ошол эле жерде 6 968 окуучунун 400ү деп басылган.",
    ),
    ("Кирешеси бар жамааттар", "", COUNT, "12", "12", "livelihoods.with_income", ""),
    ("Демилгелүү тобу бар айылдар", "", COUNT, "16", "16", "livelihoods.villages", ""),
    ("Мектептер", "", COUNT, "22", "22", "", "Төрт айылдык аймактын 16 айылында."),
    ("Курулган күнөскана", "Катран", COUNT, None, "күнөскана курулду", "", "Саны басылган эмес."),
    (
        "Мектепте тамактанган 1-4-класстын окуучулары", "Бешкент", COUNT, None, "үч жолу", "livelihoods.fed",
        "Үч мектептен; канча бала жана кайсы убакытта үч жолу экени басылган эмес.",
    ),
    ("Мектепке кайтып келген балдар", "", COUNT, None, "", "", "Презентация сөз менен гана айтат."),
    ("Гранттардын суммасы", "", COUNT, None, "", "", "Презентация сөз менен гана айтат."),
)  # fmt: skip


def load_district(demo: Demo) -> None:
    """Its programme, what its deck prints, and one issued report; a second run finds it there."""
    with scope(demo.ugel):
        if Report.objects.exists():
            return
        head, specialist = demo.people["head"], demo.people["specialist"]
        tell_programme(name="«Жеткиликтүү мектеп»", funders=Partner.objects.all(), by=specialist, **PERIOD)
        for row in PRINTED:
            tell_figure(by=specialist, source=SOURCE, **PERIOD, **_printed(row))
        report = plan_report(by=specialist, **PERIOD)
        write_texts(report=report, texts=PROBLEMS + OBJECTIVES + STRATEGIES + ACHIEVEMENTS + LESSONS)
    demo.say("reports: counting and printing")
    run_inline("reports.build_report", ugel=demo.ugel, by=specialist, report_id=report.pk)
    with scope(demo.ugel):
        issue_report(report=review_report(report=report, by=specialist), by=head)
    run_inline("reports.print_report", ugel=demo.ugel, by=head, report_id=report.pk)


def _printed(row) -> dict:
    names = ("label", "place", "unit", "value", "printed", "indicator", "note")
    told = dict(zip(names, row, strict=True))
    return {**told, "value": None if told["value"] is None else Decimal(told["value"])}
