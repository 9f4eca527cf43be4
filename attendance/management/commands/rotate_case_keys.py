from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from attendance.services import seal_again
from core.tenancy.models import Ugel
from core.tenancy.scope import scope


class Command(BaseCommand):
    help = "Seal names of cases anew with the first of CASE_KEYS; interrupted, it goes on where it stopped."

    def add_arguments(self, parser):
        parser.add_argument("--ugel", help="code of one UGEL; all without it")

    def handle(self, *, ugel, **options):
        ugels = Ugel.objects.order_by("code")
        rows = sum(self._rotate(one) for one in (ugels.filter(code=ugel) if ugel else ugels))
        self.stdout.write(f"{rows} rows sealed anew; the other keys may leave CASE_KEYS once this says 0.")

    def _rotate(self, ugel) -> int:
        rows = 0
        while True:
            with scope(ugel):
                try:
                    done = seal_again()
                except InvalidToken as error:
                    raise CommandError(
                        f"{ugel.code}: names were sealed with a key that CASE_KEYS does not name. Put it back, last."
                    ) from error
            if not done:
                return rows
            rows += done
