"""Load the checklist files of this folder into the database; a published version never changes."""

import hashlib
import json
import tomllib
from pathlib import Path

from django.apps import apps as current_apps

from safety.enums import Dimension, JmpRole, SdgComponent

FOLDER = Path(__file__).resolve().parent.parent / "checklists"
ITEM_KEYS = {
    "code", "dimension", "text", "help", "weight", "critical", "source", "options", "jmp", "sdg", "sdg_from",
}  # fmt: skip
OPTION_KEYS = {"code", "value", "label", "improved"}


class ChecklistFileError(Exception):
    """A checklist file breaks a rule; the message names file, item and rule."""


def read_checklist(path: Path) -> dict:
    """Parse and check one file. Raises ChecklistFileError."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    codes = set()
    for item in data["items"]:
        problem = _problem_of(item) or ("code is used twice" if item["code"] in codes else "")
        if problem:
            raise ChecklistFileError(f"{path.name}, {item.get('code', '?')}: {problem}")
        codes.add(item["code"])
    return data


def _problem_of(item: dict) -> str:
    checks = {
        "unknown key": set(item) - ITEM_KEYS,
        "unknown dimension": item["dimension"] not in Dimension.values,
        "unknown JMP role": item.get("jmp", JmpRole.SOAP) not in JmpRole.values,
        "unknown SDG component": item.get("sdg", SdgComponent.WATER) not in SdgComponent.values,
        "no source": not item.get("source"),
        "unknown key in an option": any(set(option) - OPTION_KEYS for option in item["options"]),
        "an option is worth something else than 0, 1 or 2": any(
            option["value"] not in (0, 1, 2) for option in item["options"]
        ),
        "an option code is used twice": len({option["code"] for option in item["options"]}) != len(item["options"]),
        "no option is worth 0 or none is worth 2": not {0, 2} <= {option["value"] for option in item["options"]},
    }
    return next((problem for problem, found in checks.items() if found), "")


def digest_of(data: dict) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()


def load_checklists(apps=current_apps, using: str = "default", folder: Path = FOLDER) -> list[str]:
    """Publish every file that is not yet in the database and return the names of the new ones.

    Runs as the owner, after migrate. Raises ChecklistFileError when a published file was edited.
    """
    published = []
    for path in sorted(folder.glob("*.toml")):
        data = read_checklist(path)
        if _publish(apps, using, data, path.name):
            published.append(path.name)
    return published


def _publish(apps, using: str, data: dict, name: str) -> bool:
    version_model = apps.get_model("safety", "ChecklistVersion")
    version, is_new = version_model.objects.using(using).get_or_create(
        family=data["family"],
        number=data["number"],
        defaults={
            "title": data["title"],
            "published_date": data["published_date"],
            "digest": digest_of(data),
        },
    )
    if not is_new:
        if version.digest != digest_of(data):
            raise ChecklistFileError(f"{name}: this version is published; write the change as a new version.")
        return False
    item_model = apps.get_model("safety", "ChecklistItem")
    item_model.objects.using(using).bulk_create(
        item_model(
            version=version,
            position=position,
            code=item["code"],
            dimension=item["dimension"],
            text=item["text"],
            help=item.get("help", ""),
            options=item["options"],
            weight=item.get("weight", 1),
            is_critical=item.get("critical", False),
            source=item["source"],
            jmp_role=item.get("jmp", ""),
            sdg_component=item.get("sdg", ""),
            sdg_from=item.get("sdg_from", 1),
        )
        for position, item in enumerate(data["items"], start=1)
    )
    return True
