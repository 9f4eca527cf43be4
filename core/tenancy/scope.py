"""The door: the only way to a tenant's rows. See docs/architecture.md, Tenancy."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import BooleanField, F, Func
from django.urls import get_script_prefix, set_script_prefix

from core.tenancy.errors import NoTenant


@dataclass(frozen=True)
class Door:
    """Who the open scope speaks for: one UGEL, or (read only) a list of them."""

    ugel_id: int | None
    ugel_ids: tuple[int, ...]
    ugel: object | None = None


_door: ContextVar[Door | None] = ContextVar("comuset_door", default=None)


def open_door() -> Door:
    """The open scope; raises NoTenant where there is none."""
    door = _door.get()
    if door is None:
        raise NoTenant("No tenant scope is open: wrap the call in core.tenancy.scope.scope(ugel).")
    return door


def has_scope() -> bool:
    """Whether one UGEL's scope is open; says nothing of which."""
    door = _door.get()
    return door is not None and door.ugel_id is not None


def current_ugel():
    """The UGEL whose scope is open; raises NoTenant without one, also inside a regional reading."""
    door = open_door()
    if door.ugel is None:
        raise NoTenant("A regional reading has no single UGEL: open scope(ugel) to write.")
    return door.ugel


def current_ugel_id() -> int:
    """Default of every tenant row's `ugel`."""
    return current_ugel().pk


@contextmanager
def scope(ugel) -> Iterator[None]:
    """Open one transaction that sees and writes the rows of `ugel` only.

    Nests: an inner scope puts the outer tenant back, because a released savepoint would keep the inner one.
    """
    outer, prefix = _door.get(), get_script_prefix()
    is_inner = connection.in_atomic_block
    token = _door.set(Door(ugel_id=ugel.pk, ugel_ids=(ugel.pk,), ugel=ugel))
    set_script_prefix(f"/{ugel.code}/")
    try:
        with transaction.atomic():
            _set("comuset.ugel", str(ugel.pk))
            yield
            # The end of a transaction forgets the tenant by itself.
            if is_inner and not connection.needs_rollback:
                _set("comuset.ugel", str(outer.ugel_id) if outer and outer.ugel_id else "")
    finally:
        set_script_prefix(prefix)
        _door.reset(token)


# A sequential scan parses the policy's list of UGELs anew for every row; by index it is parsed once a lookup.
ENTER_REGION = """
SELECT current_user, current_setting('enable_seqscan'), set_config('comuset.ugels', %s, true),
       set_config('enable_seqscan', 'off', true)
"""


@contextmanager
def region_scope(ugels: Iterable) -> Iterator[None]:
    """Open a read-only transaction over several UGELs (objects or ids), as the role comuset_region."""
    ids = tuple(sorted(getattr(ugel, "pk", ugel) for ugel in ugels))
    outer = _door.get()
    outer_ids = _array(outer.ugel_ids) if outer and outer.ugel_id is None else ""
    token = _door.set(Door(ugel_id=None, ugel_ids=ids))
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(ENTER_REGION, [_array(ids)])
                role, seqscan, *_ = cursor.fetchone()
                cursor.execute("SET LOCAL ROLE comuset_region")
            yield
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(role)}")
                _set("comuset.ugels", outer_ids)
                _set("enable_seqscan", seqscan)
    finally:
        _door.reset(token)


@contextmanager
def reading_as(person, day: date) -> Iterator[None]:
    """Within the open scope: say to the walls of persons (`PeopleWall`) who asks, on which day; None closes them."""
    with _said("comuset.person", str(person.pk) if person else ""), _said("comuset.day", day.isoformat()):
        yield


@contextmanager
def as_caretaker() -> Iterator[None]:
    """Within the open scope: what keeps rows behind walls of persons without reading them (retention, new keys)."""
    with _said("comuset.caretaker", "on"):
        yield


@contextmanager
def _said(name: str, value: str) -> Iterator[None]:
    """A setting within the open transaction, put back on leaving; a refusal forgets it with its savepoint."""
    open_door()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting(%s, true)", [name])
            (outer,) = cursor.fetchone()
        _set(name, value)
        yield
        if not connection.needs_rollback:
            _set(name, outer or "")


class InScope(Func):
    """`ugel_id` is the open scope's, read from the context when the SQL is made, so querysets stay lazy."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, field="ugel_id"):
        super().__init__(F(field) if isinstance(field, str) else field)

    def as_sql(self, compiler, connection, **extra):  # type: ignore[override]
        column, params = compiler.compile(self.source_expressions[0])
        door = open_door()
        if door.ugel_id is not None:
            return f"({column} = %s)", [*params, door.ugel_id]
        return f"({column} = ANY(%s))", [*params, list(door.ugel_ids)]


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _array(ids: Iterable[int]) -> str:
    return "{" + ",".join(str(int(pk)) for pk in ids) + "}"
