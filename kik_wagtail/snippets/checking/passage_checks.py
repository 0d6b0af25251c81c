"""A passage that changes, in the letters that take it along: published it would be in the next version of each."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from kik_wagtail.checks import Finding
from kik_wagtail.snippets import wording
from kik_wagtail.snippets.models import LetterText, Passage

from . import senders


def refused_of(passage: Passage) -> list[Finding]:
    """Why these words may not be published: what was wrong with a letter without them is not their fault."""
    check = senders.checks()
    found: list[Finding] = []
    for letter in _letters_with(passage):
        content = letter.frozen_content()
        before = senders.refused_of(letter, content, check=check)
        for one in wording.passages_in(content["blocks"]):
            if one["id"] == passage.pk:
                one["nodes"] = passage.nodes
        found += [one for one in senders.refused_of(letter, content, check=check) if one not in before]
    return found


def _letters_with(passage: Passage) -> Iterator[LetterText]:
    if passage.pk is None:
        return
    of_letters = ContentType.objects.get_for_model(LetterText)
    ids = ReferenceIndex.get_references_to(passage).filter(base_content_type=of_letters)
    letters = LetterText.objects.in_use().select_related("translation_of")
    yield from letters.filter(pk__in={int(pk) for pk in ids.values_list("object_id", flat=True)})
