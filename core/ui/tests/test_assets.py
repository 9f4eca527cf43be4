import importlib.util
import shutil

import pytest
from django.conf import settings

TOOL = settings.BASE_DIR / "tools" / "build_assets.py"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """One true build: drawing the typeface costs seconds."""
    tool = builder_in(tmp_path_factory.mktemp("built"))
    tool.count = tool.build()
    return tool


@pytest.fixture
def tool(built, tmp_path):
    """The builder on a copy of its list, its lock and what it built."""
    shutil.copytree(built.OUTPUT, tmp_path / "assets")
    return builder_in(tmp_path)


def builder_in(tmp_path):
    spec = importlib.util.spec_from_file_location("build_assets_here", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("LOCK", "ICON_LIST"):
        copied = tmp_path / getattr(module, name).name
        shutil.copy(getattr(module, name), copied)
        setattr(module, name, copied)
    module.OUTPUT = tmp_path / "assets"
    return module


def test_build_makes_what_the_lock_says_and_then_nothing(built):
    locked = built.read_lock()["output"]

    assert built.count == len(locked)
    assert {name: built.digest_of_file(built.OUTPUT / name) for name in locked} == locked
    assert built.build() == 0


def test_damaged_file_is_made_again(tool):
    damaged = tool.OUTPUT / "vendor" / "htmx.js"
    damaged.write_text("alert(1)")

    assert tool.build() == 1
    assert "alert(1)" not in damaged.read_text()


def test_changed_source_is_refused_until_accepted(tool):
    tool.ICON_LIST.write_text(tool.ICON_LIST.read_text() + "banana\n")

    with pytest.raises(tool.AssetError, match=r"icons\.txt"):
        tool.build()
    tool.build(write_lock=True)
    assert tool.build() == 0
    assert '"banana"' in (tool.OUTPUT / "icons.json").read_text()


def test_icon_that_lucide_does_not_have_is_named(tool):
    tool.ICON_LIST.write_text("unicorn\n")
    with pytest.raises(tool.AssetError, match="no icon named 'unicorn'"):
        tool.build(write_lock=True)


def test_typeface_holds_spanish_and_kyrgyz_letters_with_tabular_figures(built):
    from fontTools.ttLib import TTFont

    for weight in built.FONT_WEIGHTS:
        path = built.OUTPUT / "fonts" / f"noto-sans-{weight}.woff2"
        font = TTFont(path)
        letters = font.getBestCmap()
        assert [c for c in "ñáéíóúüÑ¿¡«»–—…“”ңөүҢӨҮйЖ0123456789" if ord(c) not in letters] == []
        assert len({font["hmtx"][letters[ord(digit)]][0] for digit in "0123456789"}) == 1
        assert path.stat().st_size < 38 * 1024


def test_scripts_name_no_source_map_that_is_not_served(built):
    scripts = list((built.OUTPUT / "vendor").glob("*.js"))
    assert [path.name for path in scripts if "sourceMappingURL" in path.read_text()] == []
