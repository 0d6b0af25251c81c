"""Reads residents in from a file of the case system."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from kik_wagtail import conf
from kik_wagtail.residents.importing.apply import apply_import, summarise
from kik_wagtail.residents.importing.errors import FileRefused, NotATable
from kik_wagtail.residents.importing.plan import ImportPlan, plan_import
from kik_wagtail.residents.importing.reports import as_json, as_sentences
from kik_wagtail.workdays.dates import today

REFUSED = 2  # exit status when the file as a whole was refused


class Command(BaseCommand):
    help = "Read residents in from CSV or XLSX. Rows are updated by client number; wrong rows are refused and named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check the file and write nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, file: Path, dry_run: bool, format: str, **options: Any) -> None:
        now = timezone.now()
        try:
            plan = plan_import(_read(file), today=today(now))
        except FileRefused as refusal:
            self._refuse(refusal, format)
            sys.exit(REFUSED)
        summary = summarise(plan) if dry_run else apply_import(plan, user=None, now=now)
        self._report(plan, summary, dry_run=dry_run, format=format)

    def _refuse(self, refusal: FileRefused, format: str) -> None:
        if format == "json":
            self.stdout.write(
                json.dumps({"error": {"code": refusal.code, "message": str(refusal)}}, ensure_ascii=False)
            )
        else:
            self.stderr.write(str(refusal))

    def _report(self, plan: ImportPlan, summary: Any, *, dry_run: bool, format: str) -> None:
        if format == "json":
            self.stdout.write(json.dumps(as_json(plan, summary), ensure_ascii=False))
            return
        if dry_run:
            self.stdout.write(_("Nothing was written: this was a check."))
        for line in as_sentences(plan, summary):
            self.stdout.write(line)


def _read(file: Path) -> bytes:
    """One byte more than is allowed is enough to refuse it."""
    try:
        with file.open("rb") as opened:
            return opened.read(conf.import_max_bytes() + 1)
    except OSError as error:
        raise NotATable from error
