"""Makes a site ready: roles with their rights, the approval of texts, the queue's timetable, starter content.

Run it after every migrate. It adds what this version ships for the first time, and remembers that: what a site
changed stays changed, what it removed stays away. Of a text that ships with a newer wording it tells, and no more.
What readers find of the texts is brought up to date.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from kik_wagtail import permissions
from kik_wagtail.jobs import timetable
from kik_wagtail.pages.search import texts
from kik_wagtail.snippets.carrying import package
from kik_wagtail.snippets.models import ShippedItem
from kik_wagtail.snippets.services import set_up_workflow
from kik_wagtail.starter import sections
from kik_wagtail.starter import services as starter

APPROVERS = (permissions.CONTENT_EDITOR, permissions.MANAGER)


class Command(BaseCommand):
    help = "Adds roles, approval of texts, timetable and starter content; never resets or brings back anything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--pages",
            metavar="PATH",
            help="make a method section below the page at this URL path; / for the site's root",
        )
        parser.add_argument(
            "--owner",
            metavar="USERNAME",
            help="who keeps the letters that are added up to date, and has the duty checked",
        )

    @transaction.atomic
    def handle(
        self, *args: Any, format: str, pages: str | None = None, owner: str | None = None, **options: Any
    ) -> None:
        now = timezone.now()
        keeper = _user(owner) if owner else None
        added = [*_add_roles(now), *_add_workflow(now), *_add_schedules(now)]
        added += starter.load(user=None, now=now, owner=keeper)
        if pages is not None:
            added += _add_pages(pages, now)
        texts.refresh_all()
        newer = [text.key for text in package.newer_texts()]
        if format == "json":
            self.stdout.write(json.dumps({"added": added, "newer": newer}))
            return
        if added:
            counts = Counter(key.split(":")[0] for key in added)
            self.stdout.write("kik_setup added " + ", ".join(f"{kind}: {count}" for kind, count in counts.items()))
        else:
            self.stdout.write("kik_setup: nothing to add.")
        if newer:
            self.stdout.write(
                f"kik_setup: a newer wording came along of {len(newer)} texts, and nothing was changed: {', '.join(newer)}. "
                "Look in the admin at Teksten, Teksten van het pakket."
            )


def _user(username: str) -> Any:
    users = get_user_model()
    try:
        return users.objects.get_by_natural_key(username)
    except users.DoesNotExist as error:
        raise CommandError(f"There is no user {username}.") from error


def _add_roles(now: datetime) -> list[str]:
    try:
        return permissions.add_missing_rights(first_time=lambda key: _first_time(key, now))
    except permissions.UnknownRight as error:
        raise CommandError(f"There is no right {error}. Run migrate first.") from error


def _add_pages(path: str, now: datetime) -> list[str]:
    try:
        return sections.load_section(under=sections.page_at(path), user=None, now=now)
    except sections.NoSuchPage as error:
        near = f" Pages there are: {', '.join(error.near)}" if error.near else ""
        raise CommandError(
            f"There is no page at {error.path}. Give the path of an existing page, / for the root.{near}"
        ) from error


def _add_workflow(now: datetime) -> list[str]:
    key = "workflow:four_eyes"
    if not _first_time(key, now):
        return []
    groups = Group.objects.filter(name__in=[permissions.GROUP_NAMES[role] for role in APPROVERS])
    set_up_workflow(name="Vier ogen", task_name="Goedkeuring door een tweede", groups=groups)
    return [key]


def _add_schedules(now: datetime) -> list[str]:
    new = {name: row for name, row in timetable().items() if _first_time(f"schedule:{name}", now)}
    for name, row in new.items():
        Schedule.objects.get_or_create(
            func=row["func"], defaults={"name": name, "schedule_type": Schedule.CRON, "cron": row["cron"]}
        )
    return [f"schedule:{name}" for name in new]


def _first_time(key: str, now: datetime) -> bool:
    return ShippedItem.objects.get_or_create(key=key, defaults={"shipped_at": now})[1]
