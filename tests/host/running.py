"""Real processes of the platform: started, watched, killed."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4


def clean_environment(data: Path, **more: str) -> dict[str, str]:
    """Return this environment with nothing of an installation in it but a data folder."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("XIANFENG_") and name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    return {**kept, "XIANFENG_DATA": str(data), **more}


def run(data: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ours to its end; one that hangs ends after five minutes, which a busy machine may need."""
    command = [sys.executable, "-m", "xianfeng", *map(str, arguments)]
    return subprocess.run(
        command, env=clean_environment(data, **more), capture_output=True, text=True, timeout=300, check=False
    )


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def eventually(is_so: Callable[[], object], within: float = 30.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.1)
    return False


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


@dataclass
class Server:
    """`xianfeng serve` in a process of its own; every process it starts bears its mark."""

    data: Path
    options: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    mark: str = field(default_factory=lambda: uuid4().hex)

    def start(self) -> Server:
        command = [
            sys.executable,
            "-m",
            "xianfeng",
            "serve",
            "--port",
            str(self.port),
            "--lang",
            "en",
            *self.options,
        ]
        self.log = self.data.parent / f"{self.mark}.log"
        with self.log.open("w") as log:
            environ = clean_environment(self.data, OUR_MARK=self.mark, PYTHONUNBUFFERED="1", **self.more)
            self.process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
        assert eventually(lambda: "Running at" in self.told() or self.process.poll() is not None), self.told()
        assert self.process.poll() is None, self.told()
        return self

    def told(self) -> str:
        return self.log.read_text("utf-8")

    def processes(self) -> dict[int, str]:
        """Return the command line of every process that bears the mark."""
        found = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    if f"OUR_MARK={self.mark}".encode() in (folder / "environ").read_bytes():
                        found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ").strip()
                except OSError:
                    continue
        return {pid: command for pid, command in found.items() if command}

    def child(self, module: str) -> int:
        """Return the first process that runs a module."""
        return min(pid for pid, command in self.processes().items() if f"xianfeng.host.{module}" in command)

    def is_gone(self) -> bool:
        return not self.processes()

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        connection = self._connection()
        try:
            connection.request(method, quote(path, safe="/?=&%"), body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if "--certificate" not in self.options:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=context)


def kill_all(server: Server) -> None:
    for pid in server.processes():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server.process.wait(30)


def copied(template: Path, folder: Path) -> Path:
    """Return a data folder of its own, made from one that is already set up."""
    target = folder / "data"
    shutil.copytree(template, target)
    target.chmod(0o700)
    return target
