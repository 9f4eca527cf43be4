"""A telephone with a disk of its own, that can be switched off."""

import os
import signal
from pathlib import Path

from tests.stories.browser import ARGUMENTS, chromium
from tests.workers import wait_for


class Phone:
    """A device with a disk: `kill` is what an empty battery or Android does to its browser."""

    def __init__(self, chromium_type, folder: Path, stage):
        self.chromium, self.folder, self.stage, self.context = chromium_type, folder, stage, None

    def open(self):
        self.context = self.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=chromium(),
            args=ARGUMENTS,
            base_url=self.stage.url,
            viewport={"width": 360, "height": 740},
            locale="es-PE",
        )
        return self.context.pages[0]

    def kill(self):
        for process in Path("/proc").glob("[0-9]*"):
            if self._is_ours(process):
                os.kill(int(process.name), signal.SIGKILL)
        wait_for(lambda: not any(map(self._is_ours, Path("/proc").glob("[0-9]*"))))
        (self.folder / "SingletonLock").unlink(missing_ok=True)

    def _is_ours(self, process):
        try:
            return f"--user-data-dir={self.folder}".encode() in (process / "cmdline").read_bytes().split(b"\x00")
        except OSError:
            return False
