"""Templates are formatted by djade (--fix writes what it wants), and none says a form's errors twice."""

import subprocess
import sys
from pathlib import Path

FIX = "--fix" in sys.argv
sys.argv = [argument for argument in sys.argv if argument != "--fix"]

from tree import files  # noqa: E402


def main() -> None:
    templates = [str(path) for path in files(".html")]
    if not templates:
        return
    doubled = [path for path in templates if _says_errors_twice(Path(path).read_text())]
    if doubled:
        print(
            "\n".join(f"{path}: {{{{ form }}}} says its errors itself: drop ui/error_summary.html" for path in doubled)
        )
        sys.exit(1)
    command = [str(Path(sys.executable).parent / "djade"), "--target-version", "5.2"]
    done = subprocess.run(
        [*command, *([] if FIX else ["--check"]), *templates], capture_output=True, text=True, check=False
    )
    if done.returncode and not FIX:
        print(done.stdout + done.stderr + "make fix formats them.")
        sys.exit(1)


def _says_errors_twice(text: str) -> bool:
    return "{{ form }}" in text and '{% include "ui/error_summary.html" %}' in text


if __name__ == "__main__":
    main()
