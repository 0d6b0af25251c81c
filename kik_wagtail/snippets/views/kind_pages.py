"""What the screens of versions show of letter texts and guides: real pages for sample residents, questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from kik_wagtail.snippets import comparing, sample_pages, sample_residents, usage, wording
from kik_wagtail.snippets.kinds import Context, Pages, Side
from kik_wagtail.snippets.messages import LIX_CLASSES
from kik_wagtail.snippets.sample_letters import reading_of
from kik_wagtail.snippets.sample_pages import SamplePages

from .labels import field_label

FOLDER = "kik_wagtail/snippets/versions"


class LetterPages(Pages):
    about = f"{FOLDER}/letter_about.html"
    short = f"{FOLDER}/letter_short.html"
    whole = f"{FOLDER}/letter_whole.html"
    in_short = f"{FOLDER}/letter_in_short.html"
    beside = f"{FOLDER}/letter_beside.html"
    is_narrow = True

    def of_rows(self, versions: Sequence[Any], user: Any) -> dict[int, Context]:
        counts = usage.letters_per_version(version.pk for version in versions)
        return {version.pk: self._row(version, counts.get(version.pk, 0), user) for version in versions}

    def _row(self, version: Any, letters: int, user: Any) -> Context:
        return {
            "letters": letters,
            "fewer_than": usage.FEWEST_SHOWN if 0 < letters < usage.FEWEST_SHOWN else 0,
            "shown": sample_pages.set_for(version.content, sample_residents.SAMPLES[0]),
            "recipients_url": usage.recipients_url(version, user),
        }

    def of_version(self, version: Any, query: Mapping[str, str]) -> Context:
        sample = sample_residents.BY_KEY.get(query.get("voor", ""), sample_residents.SAMPLES[0])
        reading = reading_of(version.content)
        return {
            "shown": sample_pages.set_for(version.content, sample),
            "samples": sample_residents.SAMPLES,
            "reading": reading,
            "lix_label": LIX_CLASSES.get(reading.lix_class, "") if reading else "",
            "fields": wording.fields_of(version.content),
        }

    def of_changes(self, text: Any, old: Side, new: Side, query: Mapping[str, str]) -> Context:
        fields = comparing.difference(wording.fields_of(old.content), wording.fields_of(new.content))
        before = sample_pages.set_for_all(old.content) if old.value else {}
        after = sample_pages.set_for_all(new.content)
        key = query.get("voor", "")
        key = key if key in after else sample_residents.SAMPLES[0].key
        return {
            "fields_added": [field_label(name) for name in fields.added],
            "fields_removed": [field_label(name) for name in fields.removed],
            "grown": _grown(before, after),
            "problems": after[key].problems,
            "before": before.get(key),
            "after": after[key],
            "samples": sample_residents.SAMPLES,
            "keep": [("van", old.value), ("naar", new.value)],  # beside another sample resident
        }


class GuidePages(Pages):
    short = f"{FOLDER}/guide_short.html"
    whole = f"{FOLDER}/guide_whole.html"
    in_short = f"{FOLDER}/guide_in_short.html"

    def of_changes(self, text: Any, old: Side, new: Side, query: Mapping[str, str]) -> Context:
        return {"questions": comparing.questions_changed(old.content, new.content)}


def _grown(before: dict[str, SamplePages], after: dict[str, SamplePages]) -> list[Context]:
    """Sample residents whose letter gets another number of pages, together where that is the same for several."""
    found: dict[tuple[int, int], list[str]] = {}
    for key, new in after.items():
        numbers = (len(before[key].pages), len(new.pages)) if key in before else (0, 0)
        if all(numbers) and numbers[0] != numbers[1]:
            found.setdefault(numbers, []).append(gettext(new.sample.label))
    everybody = gettext("Every sample resident")
    return [
        {"who": everybody if len(labels) == len(after) else ", ".join(labels), "before": one[0], "after": one[1]}
        for one, labels in found.items()
    ]
