"""System checks of a host's settings, with stable ids and a hint that says what to write; and the findings of kik_check.

Rooms add findings about their own data with `@register_finding`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings
from django.core.checks import ERROR, INFO, CheckMessage, Error, Warning, register, run_checks

from kik_wagtail import conf

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info")  # the worst first
APPS = ("wagtail_modeladmin", "django_q", "wagtail.contrib.settings", "wagtail.snippets")
MIDDLEWARE = "kik_wagtail.middleware.ScopeMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"


@dataclass(frozen=True)
class Finding:
    code: str
    level: Level
    message: str
    hint: str = ""


FindingSource = Callable[[datetime], Iterable[Finding]]
_sources: list[FindingSource] = []


def register_finding(source: FindingSource) -> FindingSource:
    """`source(now)` gives findings about data or running parts; kik_check calls it."""
    if source not in _sources:
        _sources.append(source)
    return source


def findings(now: datetime) -> list[Finding]:
    """Our system checks, then what the rooms find; a room's check that fails itself is a finding too."""
    found = [_as_finding(message) for message in run_checks() if str(message.id).startswith("kik_wagtail.")]
    for source in _sources:
        try:
            found += source(now)
        except Exception as error:  # the other checks must still be heard; the text may hold a name
            name = f"{source.__module__}.{source.__qualname__}"
            found.append(Finding("check.failed", "error", f"{name}: {type(error).__name__}"))
    return found


def _as_finding(message: CheckMessage) -> Finding:
    level: Level = "error" if message.level >= ERROR else "info" if message.level <= INFO else "warning"
    return Finding(str(message.id), level, str(message.msg), str(message.hint or ""))


@register("kik_wagtail")
def check_apps(**kwargs: Any) -> Iterator[CheckMessage]:
    missing = [name for name in APPS if not apps.is_installed(name)]
    if missing:
        yield Error(
            f"kik_wagtail needs these apps: {', '.join(missing)}.",
            hint="Add to INSTALLED_APPS: " + ", ".join(f'"{name}"' for name in missing) + ".",
            id="kik_wagtail.E001",
        )


@register("kik_wagtail")
def check_middleware(**kwargs: Any) -> Iterator[CheckMessage]:
    names = list(settings.MIDDLEWARE)
    hint = f'Write "{MIDDLEWARE}" once in MIDDLEWARE, directly after "{AUTHENTICATION}".'
    if MIDDLEWARE not in names:
        yield Error("Without the scope middleware no page of kik_wagtail can answer.", hint=hint, id="kik_wagtail.E002")
    elif names.count(MIDDLEWARE) > 1:
        yield Error("The scope middleware stands in MIDDLEWARE more than once.", hint=hint, id="kik_wagtail.E003")
    elif AUTHENTICATION not in names[: names.index(MIDDLEWARE)]:
        yield Error("The scope middleware comes before the one that knows the user.", hint=hint, id="kik_wagtail.E004")


@register("kik_wagtail")
def check_queue(**kwargs: Any) -> Iterator[CheckMessage]:
    """What makes django-q2 run a task twice, endlessly, or all at once after a weekend (design, known traps)."""
    queue: dict[str, Any] = getattr(settings, "Q_CLUSTER", {})
    if queue.get("orm") != "default":
        yield _queue_error(
            "The queue must live in the same database as the data.", 'Set "orm": "default" in Q_CLUSTER.', "E010"
        )
    timeout, workers, limit = queue.get("timeout") or 0, queue.get("workers") or 0, queue.get("queue_limit") or 0
    if not (timeout and workers and limit):
        yield _queue_error(
            "Q_CLUSTER leaves timeout, workers or queue_limit to chance.",
            'Set "timeout": 600, "workers": 1, "queue_limit": 1 in Q_CLUSTER.',
            "E011",
        )
    elif queue.get("retry", 60) <= timeout * (limit / workers + 1):
        least = int(timeout * (limit / workers + 1)) + 60
        yield _queue_error(
            "Q_CLUSTER would start a task again while it is still waiting or running.",
            f'Set "retry": {least} or more in Q_CLUSTER: above timeout × (queue_limit / workers + 1).',
            "E012",
        )
    if not 1 <= queue.get("max_attempts", 0) <= 10:
        yield _queue_error("Q_CLUSTER tries a failing task for ever.", 'Set "max_attempts": 3 in Q_CLUSTER.', "E013")
    if queue.get("catch_up", True):
        yield _queue_error(
            "After an interruption Q_CLUSTER would run every missed turn at once.",
            'Set "catch_up": False in Q_CLUSTER.',
            "E014",
        )
    if not 1 <= queue.get("save_limit", 250) <= 1000:
        yield Warning(
            "Q_CLUSTER keeps no, or too many, finished tasks.",
            hint='Set "save_limit": 200 in Q_CLUSTER.',
            id="kik_wagtail.W015",
        )


def _queue_error(message: str, hint: str, number: str) -> Error:
    return Error(message, hint=hint, id=f"kik_wagtail.{number}")


@register("kik_wagtail")
def check_field_keys(**kwargs: Any) -> Iterator[CheckMessage]:
    hint = (
        "Make a key with: python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())' "
        "and put it, from the environment, in the list KIK_WAGTAIL_FIELD_KEYS."
    )
    if not conf.field_keys():
        yield Error("There is no key to encrypt report texts with.", hint=hint, id="kik_wagtail.E020")
    elif not all(_is_fernet_key(key) for key in conf.field_keys()):
        yield Error("KIK_WAGTAIL_FIELD_KEYS holds something that is no Fernet key.", hint=hint, id="kik_wagtail.E021")


def _is_fernet_key(key: str) -> bool:
    try:
        Fernet(key)
    except (TypeError, ValueError):
        return False
    return True


@register("kik_wagtail")
def check_database(**kwargs: Any) -> Iterator[CheckMessage]:
    yield from database_messages(settings.DATABASES.get("default", {}))


def database_messages(database: dict[str, Any]) -> Iterator[CheckMessage]:
    engine = database.get("ENGINE", "")
    if engine.endswith("sqlite3") and "memory" not in str(database.get("NAME")):
        if database.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE":
            yield Warning(
                "Two people saving at once can meet a locked SQLite database.",
                hint=(
                    'Set DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, '
                    '"init_command": "PRAGMA journal_mode=WAL;"}, or use PostgreSQL.'
                ),
                id="kik_wagtail.W030",
            )
    elif "postgresql" in engine and database.get("CONN_MAX_AGE", 0) == 0:
        yield Warning(
            "Every request makes a new connection to PostgreSQL.",
            hint='Set DATABASES["default"]["CONN_MAX_AGE"] = 600.',
            id="kik_wagtail.W031",
        )


@register("kik_wagtail")
def check_private_storage(**kwargs: Any) -> Iterator[CheckMessage]:
    folder, media = conf.private_storage(), settings.MEDIA_ROOT
    if folder and media and Path(folder).resolve().is_relative_to(Path(media).resolve()):
        yield Error(
            "Uploaded resident files would lie where the web server serves media.",
            hint="Set KIK_WAGTAIL_PRIVATE_STORAGE to a folder outside MEDIA_ROOT.",
            id="kik_wagtail.E040",
        )


@register("kik_wagtail")
def check_clock(**kwargs: Any) -> Iterator[CheckMessage]:
    if not settings.USE_TZ:
        yield Error('Without USE_TZ "today" cannot be decided.', hint="Set USE_TZ = True.", id="kik_wagtail.E050")
    try:
        ZoneInfo(conf.time_zone())
    except (OSError, ValueError, KeyError):
        yield Error(
            f"KIK_WAGTAIL_TIME_ZONE names no time zone: {conf.time_zone()}.",
            hint='Set KIK_WAGTAIL_TIME_ZONE = "Europe/Amsterdam", and install tzdata where the system has none.',
            id="kik_wagtail.E051",
        )
