"""gunicorn as on a server, with what is measured beside the house behind the same door."""

import os
import socket
import subprocess
import sys
import time

from bench import ground


def serve(application: str = "bench.wsgi", environment: dict | None = None):
    """The process and its port, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = ["-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--threads", "4", "--keep-alive", "30"]
    given = {**os.environ, "COMUSET_PROCESS": "web", **(environment or {})}
    server = subprocess.Popen([sys.executable, *program], cwd=ground.ROOT, env=given)
    for _try in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    sys.exit("The server did not start.")
