from django.conf import settings
from django.core.management.base import BaseCommand

from core.strategies.reference import pages


class Command(BaseCommand):
    help = "Write docs/reference from the declarations of the apps."

    def handle(self, **options):
        folder = settings.BASE_DIR / "docs" / "reference"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (folder / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/reference/{name}")
