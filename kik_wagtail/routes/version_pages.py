"""What the screens of versions show of a route: its timeline, its steps that changed, and who walks which version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from kik_wagtail.snippets.kinds import Context, Pages, Side
from kik_wagtail.workdays.dates import today

from .counting import under_way, under_way_by_version
from .previewing import shown
from .shelf import faults_of
from .version_lines import steps_changed

FOLDER = "kik_wagtail/routes/versions"


class RoutePages(Pages):
    about = f"{FOLDER}/about.html"
    short = f"{FOLDER}/short.html"
    whole = f"{FOLDER}/whole.html"
    in_short = f"{FOLDER}/in_short.html"
    beside = f"{FOLDER}/beside.html"
    styles = ("kik_wagtail/routes/routes.css",)

    def of_rows(self, versions: Sequence[Any], user: Any) -> dict[int, Context]:
        numbers = under_way_by_version(version.pk for version in versions)
        return {
            version.pk: {
                **shown(version.content, name=f"versie-{version.number}"),
                "under_way": numbers.get(version.pk, 0),
            }
            for version in versions
        }

    def of_version(self, version: Any, query: Mapping[str, str]) -> Context:
        return shown(version.content)

    def of_changes(self, text: Any, old: Side, new: Side, query: Mapping[str, str]) -> Context:
        return {
            "steps": steps_changed(old.content, new.content),
            "under_way": under_way(text),
            "findings": faults_of(new.content, day=today(timezone.now())),
            "before": shown(old.content, name="van-plaat") if old.value else None,
            "after": shown(new.content, name="naar-plaat"),
        }
