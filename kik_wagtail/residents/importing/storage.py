"""The private files of an import: the upload, the wrong rows to repair, the first errors. Gone after 24 hours."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from kik_wagtail import conf

KEPT_FOR = timedelta(hours=24)
UPLOAD, REPAIR, ERRORS = "upload", "xlsx", "json"


def folder() -> Path:
    """Never below MEDIA_ROOT, readable by this system user only. Web server and queue worker must share it."""
    base = Path(conf.private_storage() or Path(tempfile.gettempdir()) / "kik_wagtail")
    found = base / "imports"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def write(token: UUID, kind: str, content: bytes) -> None:
    path = folder() / f"{token}.{kind}"
    path.touch(mode=0o600)
    path.write_bytes(content)


def read(token: UUID, kind: str) -> bytes | None:
    """None when it is gone."""
    try:
        return (folder() / f"{token}.{kind}").read_bytes()
    except FileNotFoundError:
        return None


def write_errors(token: UUID, errors: list[dict[str, Any]]) -> None:
    write(token, ERRORS, json.dumps(errors, ensure_ascii=False).encode())


def read_errors(token: UUID) -> list[dict[str, Any]]:
    return json.loads(read(token, ERRORS) or b"[]")


def forget_old(now: datetime) -> int:
    """Removes files by their age, also those whose import left no row; how many."""
    limit = (now - KEPT_FOR).timestamp()
    old = [path for path in folder().iterdir() if path.stat().st_mtime <= limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
