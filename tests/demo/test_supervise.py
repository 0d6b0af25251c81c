"""The supervisor with children of our own making: no web server is needed to see that it cleans up."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demo_site import supervise

CHILD = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
MAIN = """
import sys
from demo_site import supervise
command = [sys.executable, "-c", sys.argv[1]]
supervise.commands = lambda port: {"web": command, "queue": command, "tick": command}
supervise.Supervisor._web_answers = lambda self: True
print("up", flush=True)
sys.exit(supervise.Supervisor(1).run())
"""


def processes_with(mark: str) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_it_started_outlives_it(number, tmp_path):
    mark = f"KIK_SUPERVISED={tmp_path}"
    environment = {**os.environ, "KIK_SUPERVISED": str(tmp_path), "DEMO_VAR": str(tmp_path)}
    command = [sys.executable, "-c", MAIN, CHILD + "time.sleep(60)"]
    supervisor = subprocess.Popen(command, env=environment, cwd=supervise.ROOT, stdout=subprocess.PIPE)
    deadline = time.monotonic() + 20
    while len(processes_with(mark)) < 7 and time.monotonic() < deadline:  # itself, three children, three of theirs
        time.sleep(0.1)
    assert len(processes_with(mark)) == 7
    supervisor.send_signal(number)
    assert supervisor.wait(20) == 0
    supervisor.stdout.close()
    assert processes_with(mark) == []


def test_the_addresses_and_log_ins_are_told():
    text = supervise.welcome(8001)
    assert "http://localhost:8001/admin/" in text
    for name in ("editor", "editor2", "coach01", "teamlead", "manager", "manager2", "administrator", "auditor"):
        assert name in text


def test_a_port_in_use_is_said_in_one_sentence(monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(sys, "argv", ["supervise", "--port", str(taken.getsockname()[1])])
        assert supervise.main() == 1
    assert "in use" in capsys.readouterr().err
