"""A nation of invented UGELs, schools and checks, written by set-based SQL and kept until a model changes."""

from dataclasses import dataclass

from django.db import connection, models
from django.utils import timezone
from psycopg import sql

from core.accounts.models import Membership, User
from core.tenancy.models import Region, Ugel
from safety.models import Answer, Check, ChecklistItem, ChecklistVersion, DimensionScore
from schools.models import Enrolment, School, SchoolFact, Service, TargetList, TargetSchool, Territory

REGIONS = 26


@dataclass(frozen=True)
class Size:
    """How much of it; `full` is Peru with its 224 UGELs."""

    ugels: int
    schools: int
    padron_services: int
    xlsx_rows: int = 10_000


SIZES = {"small": Size(12, 3_000, 9_000, 2_000), "full": Size(224, 66_000, 180_000)}


def chance(seed: str, sides: int) -> str:
    """A number from 0 to sides - 1 that is the same in every run."""
    return f"(hashint8(({seed})::bigint) & 2147483647) % {sides}"


def insert(model: type[models.Model], source: str, /, **columns: str) -> int:
    """INSERT … SELECT; what is not given and may not be null gets the model's own default."""
    values = {model._meta.get_field(name).column: expression for name, expression in columns.items()}
    table = model._meta.db_table
    with connection.cursor() as cursor:
        for field in model._meta.concrete_fields:
            if field.column not in values and not field.null and not field.primary_key and not has_db_default(field):
                value = field.get_db_prep_save(default_of(field), connection)
                values[field.column] = sql.Literal(value).as_string(connection.connection)
        names = ", ".join(connection.ops.quote_name(column) for column in values)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} FROM {source}")
        rows = cursor.rowcount
        if "id" in columns:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        return rows


def has_db_default(field: models.Field) -> bool:
    return field.db_default is not models.NOT_PROVIDED


def default_of(field: models.Field) -> object:
    """The model's default, or now for a moment the ORM would set itself."""
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return timezone.now()
    return field.get_default()


def ugel_code(number: int) -> str:
    """As in Peru: the first two digits are the region's."""
    return f"{(71 + number % REGIONS) * 10_000 + number:06d}"


def ugels(size: Size) -> int:
    insert(
        Region,
        f"generate_series(1, {REGIONS}) AS r",
        id="r",
        code="to_char((70 + r) * 10000, 'FM000000')",
        name="'DRE ' || r",
    )
    return insert(
        Ugel,
        f"generate_series(1, {size.ugels}) AS u",
        id="u",
        code=f"to_char((71 + u % {REGIONS}) * 10000 + u, 'FM000000')",
        name="'UGEL ' || u",
        region=f"1 + u % {REGIONS}",
    )


def people(size: Size) -> int:
    """One specialist (id = 2u) and one head (id = 2u + 1) of each UGEL u."""
    insert(
        User,
        f"generate_series(2, {2 * size.ugels + 1}) AS p",
        id="p",
        email="'p' || p || '@bench.pe'",
        full_name="'Persona ' || p",
        password="'!'",
    )
    return insert(
        Membership,
        f"generate_series(2, {2 * size.ugels + 1}) AS p",
        user="p",
        ugel="p / 2",
        role="CASE p % 2 WHEN 0 THEN 'ugel_specialist' ELSE 'ugel_head' END",
    )


def schools(size: Size) -> int:
    """UGELs of uneven size; the first is a metropolis, whose list of services is a long spreadsheet."""
    insert(
        Territory,
        f"generate_series(1, {size.ugels * 6}) AS d",
        id="d",
        code="to_char(900000 + d, 'FM000000')",
        kind="'district'",
        name="'DISTRITO ' || d",
        search_name="'distrito ' || d",
    )
    weight = "CASE WHEN u = 1 THEN 60 ELSE 1 + (u * 7919) % 9 END"
    weights = f"SELECT u, {weight} AS weight FROM generate_series(1, {size.ugels}) AS u"
    shares = (
        f"SELECT u, sum(weight) OVER (ORDER BY u) AS until, sum(weight) OVER () AS total, weight FROM ({weights}) AS w"
    )
    source = (
        f"generate_series(1, {size.schools}) AS n JOIN ({shares}) AS s "
        f"ON n * s.total > (s.until - s.weight) * {size.schools} AND n * s.total <= s.until * {size.schools}"
    )
    words = "(ARRAY['San Martín', 'Santa Rosa', 'José Olaya', 'María Parado', 'Túpac Amaru', 'Los Ángeles'])"
    plain = "(ARRAY['san martin', 'santa rosa', 'jose olaya', 'maria parado', 'tupac amaru', 'los angeles'])"
    rows = insert(
        School,
        source,
        id="n",
        ugel="u",
        national_key="to_char(100000 + n, 'FM000000')",
        codlocal="to_char(100000 + n, 'FM000000')",
        name=f"n || ' ' || {words}[1 + {chance('n', 6)}]",
        search_name=f"n || ' ' || {plain}[1 + {chance('n', 6)}]",
        district=f"(u - 1) * 6 + 1 + {chance('n + 1', 6)}",
        centre="'Centro ' || n % 500",
        area=f"CASE WHEN {chance('n + 2', 10)} < 7 THEN 'rural' ELSE 'urban' END",
        management=f"CASE WHEN {chance('n + 3', 10)} < 9 THEN 'public_direct' ELSE 'private' END",
        is_active=f"{chance('n + 4', 25)} > 0",
        lat=f"-0.1 - {chance('n + 5', 180000)} / 10000.0",
        lon=f"-69 - {chance('n + 6', 120000)} / 10000.0",
        source="'padron'",
    )
    insert(
        SchoolFact,
        "schools_school",
        ugel="ugel_id",
        school="id",
        is_active="is_active",
        area="area",
        management="management",
        valid_from="DATE '2024-01-01'",
        valid_to="DATE '2025-01-01'",
    )
    return rows


def services(size: Size) -> int:
    rows = insert(
        Service,
        f"schools_school AS s, generate_series(1, 1 + {chance('s.id', 4)} + s.id % 2) AS k",
        ugel="s.ugel_id",
        school="s.id",
        codigo_modular="to_char(1000000 + s.id * 5 + k, 'FM0000000')",
        level="(ARRAY['B0', 'A2', 'F0', 'A5', 'C0'])[k]",
        form="'school_based'",
        management="s.management",
        area="s.area",
        is_active="s.is_active",
    )
    insert(
        Enrolment,
        "schools_service",
        ugel="ugel_id",
        service="id",
        year="2026",
        cut_date="DATE '2026-03-31'",
        count=f"3 + {chance('id', 180)}",
        source="'padron'",
    )
    return rows


def targets(size: Size) -> int:
    """The ámbito of 2026 of every UGEL: active, public, rural."""
    insert(
        TargetList,
        "tenancy_ugel",
        id="id",
        ugel="id",
        year="2026",
        version="1",
        resolution="'RD 001-2026'",
        frozen_at="TIMESTAMPTZ '2026-03-10 12:00Z'",
    )
    return insert(
        TargetSchool,
        "schools_school WHERE is_active AND area = 'rural' AND management = 'public_direct'",
        ugel="ugel_id",
        target_list="ugel_id",
        school="id",
        is_proposed="true",
        is_included="true",
    )


def checklists(size: Size) -> int:
    """A second checklist without six items of the first, so that some pairs compare two versions."""
    insert(
        ChecklistVersion,
        "safety_checklistversion WHERE family = 'esya' AND number = 1",
        id="1000",
        family="'bench'",
        number="2",
        title="title",
        published_date="DATE '2026-06-01'",
        digest="'bench'",
    )
    same = ("code", "position", "dimension", "text", "help", "options", "weight", "is_critical", "source", "jmp_role")
    same += ("sdg_component", "sdg_from")
    return insert(
        ChecklistItem,
        "safety_checklistitem AS i JOIN safety_checklistversion AS v ON v.id = i.version_id "
        "WHERE v.family = 'esya' AND v.number = 1 AND i.position % 8 > 0",
        version="1000",
        **{name: f"i.{name}" for name in same},
    )


FIRST_VERSION = "(SELECT id FROM safety_checklistversion WHERE family = 'esya' AND number = 1)"


def checks(size: Size) -> int:
    """About three a school: two of last year and one of this, some unverified, and open visits for one in eight."""
    rung = "(ARRAY['basic', 'limited', 'none', 'unknown'])[1 + {}]"
    is_open, is_new = "k = 4", "k = 3"
    verified = f"(NOT ({is_open}) AND NOT ({is_new} AND {chance('n', 10)} = 0))"
    days = "DATE '2025-04-01' + ((k - 1) * 200 + n % 60)::int"
    source = f"(SELECT s.id AS n, s.ugel_id AS u, k FROM schools_school AS s, generate_series(1, 4) AS k \
        WHERE {chance('s.id + 9', 33)} > 0 AND (k < 4 OR s.id % 8 = 0)) AS c"
    moment = "(DATE '2025-04-02' + ((k - 1) * 200 + n % 60)::int) + TIME '17:00'"

    def if_verified(value: str, otherwise: str) -> str:
        return f"CASE WHEN {verified} THEN {value} ELSE {otherwise} END"

    return insert(
        Check,
        source,
        id="n * 4 + k",
        ugel="u",
        school="n",
        version=f"CASE WHEN {is_new} AND n % 8 = 0 THEN 1000 ELSE {FIRST_VERSION} END",
        state=f"CASE WHEN {is_open} THEN 'planned' WHEN {verified} THEN 'verified' ELSE 'submitted' END",
        author="u * 2",
        planned_date=days,
        visited_date=f"CASE WHEN {is_open} THEN NULL ELSE {days} END",
        submitted_at=f"CASE WHEN {is_open} THEN NULL ELSE ({moment}) AT TIME ZONE 'UTC' END",
        verified_at=if_verified(f"({moment}) AT TIME ZONE 'UTC' + INTERVAL '1 day'", "NULL"),
        verified_by=if_verified("u * 2 + 1", "NULL"),
        rules=if_verified("""'{"conforming_from": 75, "in_progress_from": 40}'::jsonb""", "NULL"),
        water_rung=if_verified(rung.format(chance("n + k", 4)), "''"),
        sanitation_rung=if_verified(rung.format(chance("n + k + 1", 4)), "''"),
        hygiene_rung=if_verified(rung.format(chance("n + k + 2", 4)), "''"),
        sdg_met=if_verified(f"(ARRAY['a', 'b', 'c', 'd', 'e', 'f', 'g'])[1 : {chance('n + k + 3', 8)}]", "'{}'"),
    )


def scores(size: Size) -> int:
    score = f"(15 + {chance('c.id * 7 + d', 70)} + (c.id % 4) * 4)"
    critical = f"{chance('c.id * 11 + d', 40)} = 0"
    return insert(
        DimensionScore,
        "safety_check AS c, generate_series(1, 5) AS d WHERE c.state = 'verified'",
        ugel="c.ugel_id",
        safety_check="c.id",
        dimension="(ARRAY['infrastructure', 'fitting_out', 'water', 'sanitation', 'welcome'])[d]",
        score=score,
        level=f"CASE WHEN {critical} OR {score} < 40 THEN 'at_risk' WHEN {score} < 75 THEN 'in_progress' "
        "ELSE 'conforming' END",
        has_critical_failure=critical,
    )


def answers(size: Size) -> int:
    """Of the checks that meet another checklist version: the only ones whose answers a figure reads."""
    return insert(
        Answer,
        "safety_check AS c JOIN safety_checklistitem AS i ON i.version_id = c.version_id "
        "WHERE c.state = 'verified' AND c.school_id % 8 = 0",
        ugel="c.ugel_id",
        safety_check="c.id",
        item="i.id",
        choice=f"({chance('c.id * 13 + i.id', 3)})::text",
        value=chance("c.id * 13 + i.id", 3),
    )


STEPS = [ugels, people, schools, services, targets, checklists, checks, scores, answers]
