"""make test: pytest on this machine's services; the browser stories run where a Chromium is found."""

import os
import sys
from pathlib import Path

from system_packages import chromium

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    os.chdir(ROOT)
    # By file, because files share what is slow to make; pytest 9 ignores the groups of xdist 3.8.
    arguments = sys.argv[1:] or ["-n", "2", "--dist", "loadfile"]
    browser = chromium()
    if browser:
        os.environ["CHROMIUM"] = browser
    elif os.environ.get("COMUSET_STORIES") == "required":
        sys.exit("The browser stories must run here, and no Chromium was found.")
    else:
        print(
            "· no Chromium: the browser stories are skipped. To have them: sudo apt-get install -y chromium", flush=True
        )
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])


if __name__ == "__main__":
    main()
