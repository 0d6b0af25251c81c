"""What the spots of a praatplaat tell: what an editor wrote, and our texts as they are published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kik_wagtail.routes.timeline import Entry, Timeline

from .anchors import within
from .plate_drawing import Stop
from .shelf import Shelf, Shown
from .spots import Spot, Told

TOLD = ("core_value", "provision", "partner", "guide")


def spots_written(written: Iterable[Any], shelf: Shelf, anchor: str) -> list[Spot]:
    """Numbered in their order. A page or text that is gone, or not published, is left out."""
    return [
        Spot(
            label=str(number),
            title=spot.get("title") or _("Spot %(number)s") % {"number": number},
            key=within(anchor, number),
            text=str(spot.get("text") or ""),
            page=_live(spot.get("page")),
            told=tuple(_told(spot, shelf)),
        )
        for number, spot in enumerate(written, 1)
    ]


def spots_of_values(values: Sequence[Shown], anchor: str) -> list[Spot]:
    """Lettered, so that the numbers are those of the steps."""
    return [
        Spot(label=letter, title=value.title, key=within(anchor, letter.lower()), told=(_core_value(value, title=""),))
        for letter, value in zip(_letters(len(values)), values, strict=True)
    ]


def spots_of_route(timeline: Timeline | None, anchor: str) -> list[Spot]:
    entries = timeline.entries if timeline else ()
    return [
        Spot(label=str(entry.number), title=entry.title, key=within(anchor, entry.number), text=_step(entry))
        for entry in entries
    ]


def stops_of(timeline: Timeline | None) -> list[Stop]:
    entries = timeline.entries if timeline else ()
    return [
        Stop(entry.kind.value, entry.title, " · ".join(filter(None, (entry.short_kind, entry.days))))
        for entry in entries
    ]


def _letters(number: int) -> list[str]:
    return [ascii_uppercase[at] if at < 26 else f"A{at - 25}" for at in range(number)]


def _live(page: Any) -> Any:
    return page if page is not None and page.live else None


def _told(spot: Any, shelf: Shelf) -> Iterator[Told]:
    for name in TOLD:
        if shown := shelf.shown(spot.get(name)):
            yield _TELLERS[name](shown)


def _kind(shown: Shown) -> str:
    return capfirst(str(shown.row._meta.verbose_name))


def _core_value(shown: Shown, title: str | None = None) -> Told:
    for_coach = (shown.row.for_coach,) if shown.row.for_coach else ()
    return Told(_kind(shown), shown.title if title is None else title, shown.row.summary, for_coach)


def _provision(shown: Shown) -> Told:
    links = ((shown.row.link, _("More about %(title)s") % {"title": shown.title}),) if shown.row.link else ()
    return Told(_kind(shown), shown.title, shown.row.summary, tuple(filter(None, (shown.row.how,))), links)


def _partner(shown: Shown) -> Told:
    phone, email = shown.row.phone, shown.row.email
    links = [(f"tel:{phone.replace(' ', '')}", phone)] if phone else []
    links += [(f"mailto:{email}", email)] if email else []
    return Told(_kind(shown), shown.title, shown.row.summary, (), tuple(links))


def _guide(shown: Shown) -> Told:
    return Told(_kind(shown), shown.title, "", tuple(phase["title"] for phase in shown.content.get("phases", ())))


_TELLERS = {"core_value": _core_value, "provision": _provision, "partner": _partner, "guide": _guide}


def _step(entry: Entry) -> Any:
    facts = " · ".join(filter(None, (capfirst(entry.kind_label), entry.when, entry.days)))
    lines = [(f"{capfirst(line.on)}: {_whereto(line)}",) for line in entry.lines if not entry.is_choice]
    lines += [(capfirst(line.on),) for line in entry.lines if entry.is_choice]
    ways = format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", lines)) if lines else ""
    return format_html("<p>{}</p>{}", facts, ways)


def _whereto(line: Any) -> str:
    return _("to step %(number)s") % {"number": line.to} if line.to else line.end
