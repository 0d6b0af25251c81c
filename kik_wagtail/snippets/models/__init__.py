"""Tables of this room: one module per subject."""

from .four_eyes import FourEyesTask, FourEyesTaskState
from .glossary import GlossaryTerm
from .guides import ConversationGuide
from .layout import ClosingDay, LetterLayout
from .letter_texts import LetterText, Passage
from .life_domains import LifeDomain
from .places import Partner, Place, Provision
from .shipped import ShippedItem
from .text_imports import TextImport
from .values import CoreValue, Principle
from .versions import GuideVersion, LetterVersion, PublishedVersion

__all__ = [
    "ClosingDay",
    "ConversationGuide",
    "CoreValue",
    "FourEyesTask",
    "FourEyesTaskState",
    "GlossaryTerm",
    "GuideVersion",
    "LetterLayout",
    "LetterText",
    "LetterVersion",
    "LifeDomain",
    "Partner",
    "Passage",
    "Place",
    "Principle",
    "Provision",
    "PublishedVersion",
    "ShippedItem",
    "TextImport",
]
