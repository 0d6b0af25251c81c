"""Numbers a week as bars: an SVG of classes only. The table beside it says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

PARTS = ("letters", "conversations", "calls")
WIDTH, HEIGHT, BAR, GAP = 780, 150, 7, 2
SMALL_STEP, SMALL_HEIGHT = 5, 22


def bars(rows: Sequence[Mapping[str, Any]]) -> SafeString:
    most = max([row[part] for row in rows for part in PARTS] + [1])
    step = WIDTH / max(len(rows), 1)
    drawn = [
        (part, week * step + number * (BAR + GAP), HEIGHT - height, height)
        for week, row in enumerate(rows)
        for number, part in enumerate(PARTS)
        if (height := round(row[part] / most * (HEIGHT - 20), 1))
    ]
    rects = format_html_join(
        "", '<rect class="kik-bars__{}" x="{}" y="{}" width="{}" height="{}"/>',
        ((part, round(x, 1), round(y, 1), BAR, height) for part, x, y, height in drawn),
    )  # fmt: skip
    label = _("Letters, conversations and calls a week; at most %(number)s. The table says the same.") % {
        "number": most
    }
    return format_html(
        '<svg class="kik-bars" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{label}">'
        '<path class="kik-bars__base" d="M0 {h}H{w}"/><text class="kik-bars__most" x="0" y="12">{most}</text>{rects}</svg>',
        w=WIDTH, h=HEIGHT, label=label, most=most, rects=rects,
    )  # fmt: skip


def small_bars(weeks: Sequence[float], *, most: float, label: str) -> SafeString:
    """One row of a table in bars; `most` is the same for all rows, so that they can be compared by eye."""
    drawn = [
        (week * SMALL_STEP, SMALL_HEIGHT - height, height)
        for week, number in enumerate(weeks)
        if (height := round(number / (most or 1) * SMALL_HEIGHT, 1))
    ]
    rects = format_html_join(
        "", '<rect class="kik-bars__letters" x="{}" y="{}" width="{}" height="{}"/>',
        ((x, round(y, 1), SMALL_STEP - 1, height) for x, y, height in drawn),
    )  # fmt: skip
    return format_html(
        '<svg class="kik-bars kik-bars--klein" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{label}">'
        '<path class="kik-bars__base" d="M0 {h}H{w}"/>{rects}</svg>',
        w=len(weeks) * SMALL_STEP, h=SMALL_HEIGHT, label=label, rects=rects,
    )  # fmt: skip
