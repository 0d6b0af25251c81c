"""Builds a municipality in a database of its own, measures, prints one table, and cleans up.

python -m benchmarks             everything
python -m benchmarks previews    the editor's preview only, which needs no residents
python -m benchmarks day         the coach's day only, among 500,000 contacts
python -m benchmarks pages       method pages only, without residents too
python -m benchmarks routes      dry run of everybody, and time passing on routes
"""

from __future__ import annotations

import os
import platform
import sys
import time
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
os.environ.setdefault("TZ", "UTC")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks import advancing, day, letters, pages, previews, routes, screens, world  # noqa: E402
from benchmarks.measuring import Table, peak_memory, seconds  # noqa: E402
from benchmarks.peer.models import PlainResident  # noqa: E402
from benchmarks.settings import FILE  # noqa: E402
from kik_wagtail import scope  # noqa: E402


def main() -> None:
    started = time.perf_counter()
    databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    try:
        table = Table()
        PARTS[" ".join(sys.argv[1:])](table)
        print(f"\n{table}\n\n{_machine()}; {time.perf_counter() - started:.0f} s in all")
    finally:
        _clean_up(databases)


def _clean_up(databases: Any) -> None:
    """The threads of the browser's server may still hold the database, which is of this process alone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    teardown_databases(databases, verbosity=0)
    for left in FILE.parent.glob(f"{FILE.name}*"):
        left.unlink()


def _machine() -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {connection.vendor}, in-process, no network"
    return f"{machine}, load {os.getloadavg()[0]:.1f}"


def measure_previews(table: Table) -> None:
    world.build()
    previews.measure(table, superuser=_superuser())


def measure_day(table: Table) -> None:
    coach = world.build()
    day.build(table, now=timezone.now())
    day.measure(table, coach=coach, superuser=_superuser())


def measure_routes(table: Table) -> None:
    now = timezone.now()
    world.build()
    with scope.everything("benchmark"):
        world.import_file(now)
        world.plan_everybody(now)
    _routes(table, now=now)


def _routes(table: Table, *, now: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database in use has it
    routes.measure(table, now=now)
    with scope.everything("benchmark"):
        advancing.measure(table, now=now)


def measure_pages(table: Table) -> None:
    pages.measure(table, reader=world.build())


def _superuser() -> Any:
    return get_user_model().objects.create_superuser("plain", "plain@example.org", "password")


def measure(table: Table) -> None:
    now = timezone.now()
    coach = world.build()
    superuser = _superuser()
    with scope.everything("benchmark"):
        table.add("import: 11,000 rows read and checked", seconds(lambda: world.read_file(now)))
        table.add("import: read, checked and written", seconds(lambda: world.import_file(now)), peak_memory())
        table.add("import: the same file again", seconds(lambda: world.import_file(now)))
        world.plan_everybody(now)
    assert PlainResident.objects.count() > 10_000
    _routes(table, now=now)
    screens.measure(table, coach=coach, superuser=superuser)
    letters.measure(table, coach=coach, now=now)
    day.grow(table, now=now)
    day.measure(table, coach=coach, superuser=superuser)
    previews.measure(table, superuser=superuser)
    pages.measure(table, reader=coach)


PARTS = {
    "": measure,
    "previews": measure_previews,
    "routes": measure_routes,
    "pages": measure_pages,
    "day": measure_day,
}


if __name__ == "__main__":
    main()
