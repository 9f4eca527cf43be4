import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from core.strategies.models import SettingValue
from core.tenancy.errors import NoTenant
from core.tenancy.models import Ugel
from core.tenancy.scope import region_scope, scope


def setting_names():
    return sorted(SettingValue.objects.values_list("name", flat=True))


def raw_names():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM strategies_settingvalue ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def two_tenants(norte_closed, sur):
    for ugel, name in [(norte_closed, "of.norte"), (sur, "of.sur")]:
        with scope(ugel):
            SettingValue.objects.create(name=name, value=1)
    return norte_closed, sur


def test_scope_shows_one_tenant_only(two_tenants):
    norte, sur = two_tenants
    with scope(norte):
        assert (setting_names(), raw_names()) == (["of.norte"], ["of.norte"])
    with scope(sur):
        assert (setting_names(), raw_names()) == (["of.sur"], ["of.sur"])


def test_without_scope_the_manager_raises_and_raw_sql_reads_nothing(two_tenants):
    with pytest.raises(NoTenant):
        setting_names()
    assert raw_names() == []


def test_inner_scope_puts_the_outer_tenant_back(two_tenants):
    norte, sur = two_tenants
    with scope(norte):
        with scope(sur):
            assert raw_names() == ["of.sur"]
        assert (setting_names(), raw_names()) == (["of.norte"], ["of.norte"])


def test_inner_scope_that_fails_puts_the_outer_tenant_back(two_tenants):
    norte, sur = two_tenants
    with scope(norte):
        with pytest.raises(ZeroDivisionError), scope(sur):
            1 / 0  # noqa: B018
        assert (setting_names(), raw_names()) == (["of.norte"], ["of.norte"])


def test_scope_ends_with_nothing_open(two_tenants):
    norte, _ = two_tenants
    with scope(norte):
        pass
    assert raw_names() == []


def test_insert_for_another_tenant_is_refused(two_tenants):
    norte, sur = two_tenants
    with scope(norte), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        SettingValue.objects.create(ugel=sur, name="smuggled", value=1)


def test_update_cannot_move_a_row_to_another_tenant(two_tenants):
    norte, sur = two_tenants
    with scope(norte), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        SettingValue.objects.filter(name="of.norte").update(ugel=sur)


def test_region_scope_reads_its_list_and_writes_nothing(two_tenants):
    norte, sur = two_tenants
    with region_scope([norte, sur]):
        assert (setting_names(), raw_names()) == (["of.norte", "of.sur"], ["of.norte", "of.sur"])
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            SettingValue.objects.filter(name="of.norte").update(value=2)
    with region_scope([sur]):
        assert raw_names() == ["of.sur"]


def test_region_scope_gives_the_web_role_back(two_tenants):
    norte, _ = two_tenants
    with scope(norte):
        with region_scope([norte]):
            pass
        SettingValue.objects.create(name="still.writes", value=1)
        assert raw_names() == ["of.norte", "still.writes"]


def test_region_scope_leaves_the_planner_as_it_was(two_tenants):
    norte, _ = two_tenants

    def seqscan():
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_seqscan")
            return cursor.fetchone()[0]

    with scope(norte):
        with region_scope([norte]):
            assert seqscan() == "off"
        assert seqscan() == "on"


def test_web_role_cannot_make_tenants(norte_closed):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Ugel.objects.filter(pk=norte_closed.pk).update(name="mine")


def test_urls_carry_the_tenant(norte_closed):
    with scope(norte_closed):
        assert reverse("home") == "/230008/"
    assert reverse("home") == "/"
