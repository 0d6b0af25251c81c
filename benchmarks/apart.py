"""A piece of work in a process of its own, on the database of this one: its time, its queries and its memory.

did = apart("advance", now)     # {"done", "seconds", "cpu", "queries", "peak", "before"}; memory in MB
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import datetime
from typing import Any


def apart(work: str, now: datetime) -> dict[str, Any]:
    from django.db import connection

    environment = os.environ | {"KIK_BENCH_DATABASE": str(connection.settings_dict["NAME"])}
    command = [sys.executable, "-m", "benchmarks.apart", work, now.isoformat()]
    said = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603
    return dict(json.loads(said.splitlines()[-1]))


def _work(name: str, now: datetime) -> dict[str, Any]:
    from django.db import connection

    from benchmarks.measuring import peak_megabytes
    from kik_wagtail.outbox import services as outbox
    from kik_wagtail.routes import services as routes

    works = {
        "advance": lambda: routes.advance(now=now),
        "drain": lambda: outbox.drain(now=now, limit=10_000, worker="benchmark"),
    }
    queries = 0

    def count(execute: Any, *args: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*args)

    connection.ensure_connection()
    before, started, used = peak_megabytes(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        done = works[name]()
    took = {"seconds": time.perf_counter() - started, "cpu": time.process_time() - used}
    return {"done": dict(done), "queries": queries, "before": before, "peak": peak_megabytes(), **took}


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    print(json.dumps(_work(sys.argv[1], datetime.fromisoformat(sys.argv[2]))))
