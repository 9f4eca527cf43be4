"""Templates are formatted by djade; --fix writes what it wants."""

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
    command = [str(Path(sys.executable).parent / "djade"), "--target-version", "5.2"]
    done = subprocess.run(
        [*command, *([] if FIX else ["--check"]), *templates], capture_output=True, text=True, check=False
    )
    if done.returncode and not FIX:
        print(done.stdout + done.stderr + "make fix formats them.")
        sys.exit(1)


if __name__ == "__main__":
    main()
