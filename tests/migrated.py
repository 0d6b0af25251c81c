"""The database that the migrations leave, kept in `.make/` (or beside the PostgreSQL server's others) and copied for each test run.

Walking the migrations of Wagtail and ours takes most of a minute; copying takes a second. What is kept is known by the
text of every migration, so a changed one is walked anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import connection

TOP = Path(__file__).parents[1]
KEPT = TOP / ".make"


def copy() -> None:
    """The test database of this process, before Django looks at it."""
    with _one_at_a_time():
        if connection.vendor == "sqlite":
            shutil.copy(_sqlite_template(), connection.settings_dict["TEST"]["NAME"])
        else:
            connection.settings_dict["TEST"]["TEMPLATE"] = _postgresql_template()


def put_back() -> None:
    """The copy as it was at first (SQLite), beside open connections: a hundredth of the time that emptying takes."""
    connection.ensure_connection()
    with closing(sqlite3.connect(_sqlite_template())) as kept:
        kept.backup(connection.connection)


def take_away() -> None:
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["TEST"]["NAME"])
        for left in name.parent.glob(f"{name.name}*"):
            left.unlink()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    KEPT.mkdir(exist_ok=True)
    with (KEPT / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def _known_by() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _sqlite_template() -> Path:
    template = KEPT / f"migrated-{_known_by()}.sqlite3"
    if not template.exists():
        for old in KEPT.glob("migrated-*"):
            old.unlink()
        _migrate(str(template) + ".making")
        Path(str(template) + ".making").rename(template)
    return template


def _postgresql_template() -> str:
    name = f"kik_migrated_{hashlib.sha256(str(TOP).encode()).hexdigest()[:8]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() != (_known_by(),):
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
            _migrate(name)
            cursor.execute(f"COMMENT ON DATABASE {name} IS '{_known_by()}'")
    return name


def _migrate(name: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.migrated", name], cwd=TOP, check=True
    )  # a process that connects nowhere else


if __name__ == "__main__":
    import os

    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "demo_site.settings.test"
    django.setup()
    connection.settings_dict["NAME"] = sys.argv[1]
    call_command("migrate", run_syncdb=True, verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")  # all of it in one file, which is copied
    connection.close()
