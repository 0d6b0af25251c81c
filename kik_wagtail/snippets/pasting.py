"""What the script that cleans a paste says, and how much text is too much for any letter."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from .validators import MOST_CHARACTERS

TYPE = "CLEAN_PASTE"  # an entity type without a button: Draftail offers every paste to its entity types first

LEFT_OUT = {
    "images": ngettext_lazy("{count} image", "{count} images"),
    "comments": ngettext_lazy("{count} comment", "{count} comments"),
    "footnotes": ngettext_lazy("{count} footnote", "{count} footnotes"),
    "deleted": ngettext_lazy("{count} deleted piece of text", "{count} deleted pieces of text"),
    "tables": ngettext_lazy("the lines of {count} table", "the lines of {count} tables"),
    "formatting": ngettext_lazy("formatting", "formatting"),
}


def accept(options: dict[str, Any], *, one_line: bool = False) -> None:
    """Has the editor with these options clean what is pasted."""
    entities = options.setdefault("entityTypes", [])
    ours = next((entity for entity in entities if entity["type"] == TYPE), None)
    if ours is None:
        ours = {"type": TYPE, "texts": texts(), "most": MOST_CHARACTERS, "oneLine": False}
        entities.append(ours)
    ours["oneLine"] = ours["oneLine"] or one_line


def texts() -> dict[str, Any]:
    """Sentences, and of each kind of thing that is left out how one and how several of it are called."""
    return {
        "leftOut": _("Left out: {what}."),
        "tooLong": _("Nothing was pasted: {count} characters are too many. A letter holds at most {most}."),
        "kinds": {kind: [str(words % number) for number in (1, 2)] for kind, words in LEFT_OUT.items()},
    }
