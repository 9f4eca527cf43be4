"""Build var/assets from installed wheels (htmx, Leaflet, typeface, icons) without network or Node."""

import argparse
import hashlib
import importlib.resources
import io
import json
import re
import sys
import zipfile
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "var" / "assets"
LOCK = ROOT / "assets.lock"
ICON_LIST = ROOT / "core" / "ui" / "icons.txt"

LEAFLET = "xstatic.pkg.leaflet"
CLUSTER = "xstatic.pkg.leaflet_markercluster"
# target below var/assets: (package, files joined in this order)
COPIES = {
    "vendor/htmx.js": ("django_htmx", ["static/django_htmx/htmx-2.min.js"]),
    "vendor/leaflet.js": (LEAFLET, ["data/leaflet.js"]),
    "vendor/leaflet.css": (LEAFLET, ["data/leaflet.css"]),
    "vendor/images/layers.png": (LEAFLET, ["data/images/layers.png"]),
    "vendor/images/layers-2x.png": (LEAFLET, ["data/images/layers-2x.png"]),
    "vendor/images/marker-icon.png": (LEAFLET, ["data/images/marker-icon.png"]),
    "vendor/markercluster.js": (CLUSTER, ["data/leaflet.markercluster.js"]),
    "vendor/markercluster.css": (CLUSTER, ["data/MarkerCluster.css", "data/MarkerCluster.Default.css"]),
    "fonts/OFL.txt": ("fontpkg_noto_sans", ["LICENSE"]),
}
FONT_SOURCE = ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf")
FONT_WEIGHTS = (400, 600)
ICON_SOURCE = ("lucide", "lucide.zip")
# Latin for Spanish and English, Cyrillic with the Kyrgyz ң ө ү, and the signs our pages print.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x400, 0x460),
    0x4A2,
    0x4A3,
    0x4AE,
    0x4AF,
    0x4E8,
    0x4E9,
]
SIGNS = "–—‘’“”„•…‰‹›€№−\u2009\u2011\u202f⁄"
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*$")


class AssetError(Exception):
    """The assets cannot be built, or are not what assets.lock says."""


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write-lock", action="store_true", help="accept what is built and write assets.lock")
    options = parser.parse_args(arguments)
    try:
        built = build(write_lock=options.write_lock)
    except AssetError as error:
        sys.exit(str(error))
    print(f"assets: {built} built, the rest was up to date")


def build(*, write_lock=False):
    """Bring var/assets to what assets.lock describes and return how many files were written."""
    sources = {name: digest(data) for name, data in source_bytes().items()}
    if write_lock:
        outputs = {name: make() for name, make in makers().items()}
        save_lock({"source": sources, "output": {name: digest(data) for name, data in outputs.items()}})
        return write_changed(outputs)
    locked = read_lock()
    refuse_changed("source", sources, locked["source"])
    whole = {name for name, sha256 in locked["output"].items() if digest_of_file(OUTPUT / name) == sha256}
    outputs = {name: make() for name, make in makers().items() if name not in whole}
    made = {name: digest(data) for name, data in outputs.items()}
    refuse_changed("output", made, {name: sha256 for name, sha256 in locked["output"].items() if name not in whole})
    return write_changed(outputs)


def read_package(package, path):
    try:
        return (importlib.resources.files(package) / path).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise AssetError(
            f"{package}/{path} is missing ({error}). Run `make setup` to install the assets' wheels."
        ) from None


def source_bytes():
    wanted = [(package, path) for package, paths in COPIES.values() for path in paths]
    files = {f"{package}/{path}": read_package(package, path) for package, path in [*wanted, FONT_SOURCE, ICON_SOURCE]}
    return {**files, "icons.txt": ICON_LIST.read_bytes()}


def makers():
    """What gives the bytes of each file, the dear ones last."""
    fonts = {f"fonts/noto-sans-{weight}.woff2": partial(subset_font, weight) for weight in FONT_WEIGHTS}
    copies = {target: partial(copied_file, *source) for target, source in COPIES.items()}
    return {"icons.json": icon_file, **copies, **fonts}


def copied_file(package, paths):
    # A source map that is not served makes Django's manifest storage fail.
    return b"\n".join(SOURCE_MAP.sub(b"\n", read_package(package, path)) for path in paths)


def subset_font(weight):
    """One static weight of Noto Sans with our letters only, tabular figures first, as WOFF2."""
    # Late import: fontTools costs a second, and an up-to-date run does not need it.
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(io.BytesIO(read_package(*FONT_SOURCE)), recalcTimestamp=False)
    instancer.instantiateVariableFont(font, {"wdth": 100, "wght": weight}, inplace=True)
    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    options.layout_features = ["kern", "tnum", "mark", "ccmp", "locl"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[*LETTERS, *(ord(sign) for sign in SIGNS)])
    subsetter.subset(font)
    buffer = io.BytesIO()
    font.flavor = "woff2"
    font.save(buffer, reorderTables=False)
    return buffer.getvalue()


def icon_names():
    """Our name → Lucide's name, in the order of the list."""
    lines = (line.split() for line in ICON_LIST.read_text().splitlines() if line and not line.startswith("#"))
    return {words[0]: words[-1] for words in lines}


def icon_file():
    """The drawing inside each icon's <svg>, as JSON; the `icon` tag puts the frame around it."""
    drawings = {}
    with zipfile.ZipFile(io.BytesIO(read_package(*ICON_SOURCE))) as archive:
        for name, lucide_name in icon_names().items():
            try:
                svg = archive.read(f"{lucide_name}.svg").decode()
            except KeyError:
                raise AssetError(f"core/ui/icons.txt: Lucide has no icon named {lucide_name!r}.") from None
            inside = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
            drawings[name] = re.sub(r"\s*\n\s*", "", inside).strip()
    return json.dumps({"license": "Lucide contributors, ISC", "icons": drawings}, indent=0).encode()


def digest(data):
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path):
    return digest(path.read_bytes()) if path.is_file() else ""


def read_lock():
    if not LOCK.is_file():
        raise AssetError("assets.lock is missing. Run `make assets LOCK=1` and commit the file it writes.")
    lock = {"source": {}, "output": {}}
    for line in LOCK.read_text().splitlines():
        sha256, kind, name = line.split(maxsplit=2)
        lock[kind][name] = sha256
    return lock


def save_lock(lock):
    lines = [f"{sha256}  {kind}  {name}" for kind in lock for name, sha256 in sorted(lock[kind].items())]
    LOCK.write_text("\n".join(lines) + "\n")


def refuse_changed(kind, found, locked):
    changed = sorted(name for name in {*found, *locked} if found.get(name) != locked.get(name))
    if changed:
        raise AssetError(
            f"These {kind} files are not what assets.lock says: {', '.join(changed)}. "
            "If that was meant (a wheel or core/ui/icons.txt changed), run "
            "`make assets LOCK=1` and commit assets.lock."
        )


def write_changed(outputs):
    written = 0
    for name, data in outputs.items():
        path = OUTPUT / name
        if digest_of_file(path) != digest(data):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written += 1
    return written


if __name__ == "__main__":
    main()
