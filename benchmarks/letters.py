"""Letters: the coach's screen, one PDF, a print file."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.follow_up.models import FollowUp
from kik_wagtail.letters import composing, services
from kik_wagtail.letters.situation import Situation
from kik_wagtail.residents.access import as_user
from kik_wagtail.snippets import rendering
from kik_wagtail.snippets.models import LetterVersion

from .measuring import Table, median, seconds, side_by_side

PRINT_FILE = 500
TRIED = 600  # some residents have no address


def measure(table: Table, *, coach: Any, now: datetime) -> None:
    version = LetterVersion.objects.current().filter(text__purpose="invitation").select_related("text").first()
    with as_user(coach):
        _one_letter(table, coach, version, now)
    with scope.everything("benchmark"):
        _print_file(table, version, now)


def _one_letter(table: Table, coach: Any, version: LetterVersion, now: datetime) -> None:
    follow_up = FollowUp.objects.open().filter(coach=coach).select_related("resident").first()
    client = Client()
    client.force_login(coach)
    address = reverse("kik_letters:new", args=[follow_up.pk])
    table.add("coach's screen of a new letter", median(lambda: client.get(address)))
    letter = services.make_letter(
        resident=follow_up.resident, follow_up=follow_up, version=version, user=coach, now=now, request_key=uuid4()
    )
    page = composing.page_of(letter)
    document, picture = side_by_side(lambda: page.pdf(created=now), page.svg)
    table.add("one letter: tagged PDF", document, f"{picture} SVG")


def _print_file(table: Table, version: LetterVersion, now: datetime) -> None:
    follow_ups = FollowUp.objects.open().select_related("resident__area", "resident__coach", "coach", "place")
    pages: list[composing.Page] = []

    def compose() -> None:
        for follow_up in follow_ups[:TRIED]:
            page = composing.compose(
                Situation(follow_up.resident, follow_up, now),
                version=version,
                free_text="",
                reference=f"KIK-{follow_up.pk}",
            )
            if not page.problems and len(pages) < PRINT_FILE:
                pages.append(page)

    table.add(f"{TRIED} letters: filled and checked", seconds(compose))
    one_file = seconds(
        lambda: rendering.pdf([page.letter for page in pages], layout=pages[0].layout, title="Brieven", created=now)
    )
    one_by_one = seconds(lambda: [page.pdf(created=now) for page in pages])
    table.add(f"{len(pages)} letters: one print file", one_file, f"{one_by_one} as single PDFs")
