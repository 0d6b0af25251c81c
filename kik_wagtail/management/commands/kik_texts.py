"""Texts as a file, out and in: to keep, to compare, to carry to another site. Reading in makes drafts."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from kik_wagtail.errors import DomainError
from kik_wagtail.snippets.carrying import exporting, importing, reader, writer
from kik_wagtail.snippets.carrying.errors import FileRefused, NoFile

REFUSED = 2  # exit status when the file as a whole was refused


class Command(BaseCommand):
    help = "Writes all texts to a YAML file, or reads such a file in as drafts. Nothing is ever published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        out = verbs.add_parser("export", help="write all texts to FILE")
        out.add_argument("file", type=Path)
        out.add_argument("--drafts", action="store_true", help="the newest wording of each text, also a draft")
        into = verbs.add_parser("import", help="read FILE in as drafts")
        into.add_argument("file", type=Path)
        into.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        into.add_argument("--over-drafts", action="store_true", help="also where a text has a draft of its own")
        into.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, verb: str, file: Path, **options: Any) -> None:
        self._export(file, options["drafts"]) if verb == "export" else self._import(file, options)

    def _export(self, file: Path, drafts: bool) -> None:
        wording = exporting.NEWEST if drafts else exporting.PUBLISHED
        texts = exporting.texts_file(now=timezone.now(), wording=wording)
        try:
            file.write_bytes(writer.as_yaml(texts))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        count = sum(len(items) for items in texts.texts.values())
        self.stdout.write(_("%(count)s texts written to %(file)s.") % {"count": count, "file": file})

    def _import(self, file: Path, options: dict[str, Any]) -> None:
        try:
            texts = reader.read(_read(file))
            over = None if options["over_drafts"] else set()
            report = (
                importing.check(texts, user=None)
                if options["dry_run"]
                else importing.carry_out(file=texts, chosen=None, over=over, run=uuid4(), user=None)
            )
        except FileRefused as refusal:
            self._refuse(refusal, options["format"])
            sys.exit(REFUSED)
        if options["format"] == "json":
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
            return
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written: this was a check."))
        for line in report.sentences():
            self.stdout.write(line)

    def _refuse(self, refusal: DomainError, format: str) -> None:
        if format == "json":
            error = {"code": refusal.code, "message": str(refusal)}
            self.stdout.write(json.dumps({"error": error}, ensure_ascii=False))
        else:
            self.stderr.write(str(refusal))


def _read(file: Path) -> bytes:
    """One byte more than is allowed is enough to refuse it."""
    try:
        with file.open("rb") as opened:
            return opened.read(reader.MOST_BYTES + 1)
    except OSError as error:
        raise NoFile(file=file) from error
