import pytest

from core.strategies import registry
from core.strategies import settings as ugel_settings
from core.strategies.models import SettingValue
from core.strategies.registry import Contribution, Setting
from core.tenancy.errors import DomainError
from core.tenancy.models import Ugel
from core.tenancy.scope import region_scope, scope


@pytest.fixture
def oven(monkeypatch):
    declared = {
        **registry._declared,
        "oven": Contribution(
            app="oven", slug="horno", label="Horno", settings=[Setting("oven.degrees", 180, "Grados")]
        ),
    }
    monkeypatch.setattr(registry, "_declared", declared)


def test_value_is_the_default_until_the_ugel_changes_it(oven, norte, sur):
    ugel_settings.change(name="oven.degrees", new_value=200)

    assert ugel_settings.value("oven.degrees") == 200
    assert ugel_settings.values(["oven.degrees"]) == {"oven.degrees": 200}
    with scope(sur):
        assert ugel_settings.value("oven.degrees") == 180


def test_expression_gives_each_ugel_its_own_number(oven, norte, sur):
    ugel_settings.change(name="oven.degrees", new_value=200)

    with region_scope([norte, sur]):
        rows = Ugel.objects.annotate(degrees=ugel_settings.expression("oven.degrees", ugel="id"))
        assert dict(rows.values_list("code", "degrees")) == {"230008": 200.0, "230009": 180.0}


@pytest.mark.parametrize("wrong", ["200", None, True, [200]])
def test_change_refuses_what_is_not_a_number(oven, norte, wrong):
    with pytest.raises(DomainError, match="debe ser un número"):
        ugel_settings.change(name="oven.degrees", new_value=wrong)

    assert SettingValue.objects.count() == 0


def test_unknown_setting_is_a_programming_error(norte):
    with pytest.raises(ugel_settings.UnknownSetting):
        ugel_settings.value("oven.nothing")
