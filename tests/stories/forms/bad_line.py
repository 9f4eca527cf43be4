"""A line that loses answers: the server does its work, the device hears nothing of it."""

import random
import socket
import threading


class BadLine:
    """A proxy for one server; each answer is lost with probability `drop`, some after half of it was heard."""

    def __init__(self, port: int, *, drop: float, seed: int = 1):
        self.target, self.drop, self.random = port, drop, random.Random(seed)  # noqa: S311
        self.answered = self.lost = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                device, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=[device], daemon=True).start()

    def _carry(self, device):
        """One request and its answer; then the connection ends, so that each answer has its own luck."""
        with device, socket.create_connection(("127.0.0.1", self.target)) as server:
            device.settimeout(60)
            request = self._whole_request(device)
            if request is None:
                return
            server.sendall(request)
            answer = b"".join(iter(lambda: server.recv(65536), b""))
            if self.random.random() < self.drop:
                self.lost += 1
                device.sendall(answer[: self.random.choice([0, len(answer) // 2])])
                return
            self.answered += 1
            device.sendall(answer)

    @staticmethod
    def _whole_request(device):
        """Head and body, with the connection closed after the answer."""
        data = b""
        while b"\r\n\r\n" not in data:
            part = device.recv(65536)
            if not part:
                return None
            data += part
        head, _separator, body = data.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0)
        while len(body) < length:
            part = device.recv(65536)
            if not part:
                return None
            body += part
        return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body
