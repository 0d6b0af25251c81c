"""Is everything right here? Settings, running parts and data, in one list that a monitor can read."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kik_wagtail.checks import findings
from kik_wagtail.snippets.checking.library_check import check_texts


class Command(BaseCommand):
    help = "Names what is wrong with the settings, the running parts and the data; exit status 1 at an error."
    requires_system_checks: list[str] = []  # it reports them itself, as findings

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--texts", action="store_true", help="also make every live letter text for every sample resident"
        )

    def handle(self, *args: Any, format: str, texts: bool, **options: Any) -> None:
        now = timezone.now()
        found, counts = findings(now), {}
        if texts:
            library = check_texts(now=now)
            found, counts = [*found, *library.findings, *library.readings], library.counts
        ok = all(finding.level != "error" for finding in found)
        if format == "json":
            answer = {"ok": ok, "findings": [asdict(finding) for finding in found]} | counts
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            for finding in found:
                self.stdout.write(f"{finding.level}: {finding.message} ({finding.code})")
                if finding.hint:
                    self.stdout.write(f"    {finding.hint}")
            for name, number in counts.items():
                self.stdout.write(f"{name}: {number}")
            self.stdout.write(f"{len(found)} findings, {'no errors' if ok else 'with errors'}.")
        if not ok:
            sys.exit(1)
