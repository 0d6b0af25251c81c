"""Letter texts and guides as kinds of text with versions. Imported once the apps are ready."""

from __future__ import annotations

from . import kinds
from .blocks import ONCE
from .guide_print import guide_pdf
from .kinds import Kind
from .lines import GUIDE_FACTS, LETTER_FACTS, guide_lines, letter_lines
from .models import ConversationGuide, GuideVersion, LetterText, LetterVersion
from .restoring import guide_restored, letter_restored
from .views.kind_pages import GuidePages, LetterPages

kinds.register(
    Kind(
        slug="brief",
        model=LetterText,
        version=LetterVersion,
        lines=letter_lines,
        covers=frozenset({*LETTER_FACTS, "subject", "body", "core_values", "translated_version"}),
        restored=letter_restored,
        nothing={"subject": [], "blocks": []},
        pages=LetterPages(),
    )
)
kinds.register(
    Kind(
        slug="handreiking",
        model=ConversationGuide,
        version=GuideVersion,
        lines=guide_lines,
        covers=frozenset({*GUIDE_FACTS, "body"}),
        restored=guide_restored,
        nothing={
            **dict.fromkeys(("title", "channel"), ""),
            **{name: [] for name in ("kinds", "phases", *ONCE)},
        },
        pages=GuidePages(),
        on_paper=lambda version: guide_pdf(version, created=version.published_at),
    )
)
