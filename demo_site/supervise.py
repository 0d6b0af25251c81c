"""Web server, queue worker and tick of the demo under one roof. Ctrl-C or SIGTERM ends all of it.

Each child leads a process group of its own, so that what it started (the queue's workers) ends with it. A queue or
tick that dies is started again; without the web server there is no demo.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from demo_site.people import LOGINS, PASSWORD  # noqa: E402

VAR = Path(os.environ.get("DEMO_VAR", ROOT / "demo_site" / "var"))
GRACE = 10  # seconds to stop before being killed
AGAIN_AFTER = 5  # seconds before a dead queue or tick is started again


def commands(port: int) -> dict[str, list[str]]:
    manage = [sys.executable, str(ROOT / "demo_site" / "manage.py")]
    web = [sys.executable, "-m", "gunicorn", "demo_site.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    return {
        "web": [*web, "--chdir", str(ROOT), "--log-level", "warning"],
        "queue": [*manage, "qcluster"],
        "tick": [*manage, "kik_tick", "--loop", "20"],
    }


class Supervisor:
    def __init__(self, port: int) -> None:
        self.port = port
        self.commands = commands(port)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for name in self.commands:
                self._start(name)
            if not self.stopping and self._web_answers():
                print(welcome(self.port), flush=True)  # noqa: T201
            while not self.stopping and self.children["web"].poll() is None:
                self._revive()
                time.sleep(0.5)
            return 0 if self.stopping else 1
        finally:
            self._end_all()

    def _start(self, name: str) -> None:
        log = VAR / f"{name}.log" if name == "queue" else None  # it talks a lot
        here = {"DJANGO_SETTINGS_MODULE": "demo_site.settings.dev", "BASE_URL": f"http://localhost:{self.port}"}
        output = open(_ready(log), "ab") if log else None  # noqa: SIM115
        self.children[name] = subprocess.Popen(  # noqa: S603
            self.commands[name],
            cwd=ROOT,
            env={**here, **os.environ},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )

    def _revive(self) -> None:
        for name in ("queue", "tick"):
            if self.children[name].poll() is not None and not self.stopping:
                print(f"{name} stopped; starting it again.", flush=True)  # noqa: T201
                self._end(name)
                time.sleep(AGAIN_AFTER)
                self._start(name)

    def _web_answers(self) -> bool:
        while not self.stopping and self.children["web"].poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=20)
                return True
            except OSError:
                time.sleep(0.2)
        return False

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _end_all(self) -> None:
        for child in self.children.values():
            _signal_group(child, signal.SIGTERM)
        for name in self.children:
            self._end(name)

    def _end(self, name: str) -> None:
        child = self.children[name]
        _signal_group(child, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(GRACE)
        _signal_group(child, signal.SIGKILL)  # whatever is left of the group
        child.wait()


def _ready(log: Path) -> Path:
    log.parent.mkdir(parents=True, exist_ok=True)
    return log


def _signal_group(child: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)


def welcome(port: int) -> str:
    width = max(map(len, LOGINS)) + 2
    people = "\n".join(f"  {name:<{width}}{does}" for name, (_first, _last, _role, does) in LOGINS.items())
    return (
        f"\nIntranet   http://localhost:{port}/\nMijn werk  http://localhost:{port}/admin/\n\n"
        f"Inloggen met wachtwoord: {PASSWORD}\n{people}\n\nCtrl-C stopt de demo."
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            print(f"Port {port} is in use. Choose another: make demo PORT=8001", file=sys.stderr)  # noqa: T201
            return 1
    return Supervisor(port).run()


if __name__ == "__main__":
    sys.exit(main())
