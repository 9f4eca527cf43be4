"""What a wheel cannot bring: Pango for the PDFs and, on request, a browser for the stories. Standard library only."""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def missing_libraries() -> list[str]:
    """Debian packages of the shared libraries WeasyPrint opens and this machine lacks."""
    return [package for library, package in LIBRARIES.items() if not _opens(library)]


def chromium() -> str | None:
    """The browser the stories run in; CHROMIUM names another one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", action="store_true", help="install Chromium too")
    packages = missing_libraries()
    if parser.parse_args().browser and chromium() is None:
        packages.append("chromium")
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit(f"This machine lacks {', '.join(packages)}. Type once:\n\n    sudo {' '.join(install)}\n")
    print(f"Installing {', '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, stdout=subprocess.DEVNULL, check=False)
    if subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
        sys.exit(f"apt-get could not install {', '.join(packages)}; its message is above.")


if __name__ == "__main__":
    main()
