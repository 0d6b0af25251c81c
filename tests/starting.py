"""A site as `kik_setup` leaves it. The command takes seconds, so its rows are kept and put back for the next test."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

FILLED_BY_TRIGGERS = "wagtailsearch_indexentry_fts"  # SQLite's own index over the rows of wagtailsearch_indexentry
Rows = dict[str, list[tuple]]
_kept: dict[str, Rows] = {}
_written: set[str] = set()


def kik_setup() -> None:
    """What `manage.py kik_setup` does, from kept rows where the tables are as they were when it last ran."""
    before = _rows(_written or _tables())
    known = _kept.get(_key(before))
    if known is not None:
        _put_back(known)
        return
    if _written:
        before = _rows(_tables())
    call_command("kik_setup", verbosity=0)
    after = _rows(_tables())
    if any(set(rows) - set(after[table]) for table, rows in before.items()):
        return  # it changed what was there: that cannot be told by rows to add
    added = {table: [row for row in rows if row not in set(before[table])] for table, rows in after.items()}
    added = {table: rows for table, rows in added.items() if rows}
    if not set(added) <= _written:
        _kept.clear()  # known by fewer tables than it takes
        _written.update(added, {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"})
    _kept[_key({table: before[table] for table in _written})] = added


def _tables() -> set[str]:
    return {model._meta.db_table for model in _models()}


def _models() -> list[type]:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and model._meta.db_table != FILLED_BY_TRIGGERS]


def _columns(table: str) -> list[str]:
    model = next(model for model in _models() if model._meta.db_table == table and not model._meta.proxy)
    return [connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields]


def _rows(tables: set[str]) -> Rows:
    """Every row as text: both databases read that back into the column it came from."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            columns = ", ".join(f"CAST({column} AS TEXT)" for column in _columns(table))
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


def _key(rows: Rows) -> str:
    hour = datetime.now(UTC).strftime("%Y-%m-%d %H")  # a clock that a test has set gives rows of its own
    commits = not connection.in_atomic_block  # only then what waits for the commit is written: the search index
    return hashlib.sha256(repr((hour, commits, sorted(rows.items()))).encode()).hexdigest()


def _put_back(added: Rows) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in added.items():
            columns = _columns(table)
            places = ", ".join(["%s"] * len(columns))
            into = f"{connection.ops.quote_name(table)} ({', '.join(columns)})"
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows)  # noqa: S608
        models = [model for model in _models() if model._meta.db_table in added]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
