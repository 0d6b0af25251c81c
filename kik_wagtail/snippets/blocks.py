"""The blocks of a letter and of a conversation guide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from . import conditions
from .tree import CLOSING
from .validators import validate_merge_fields, validate_printable, validate_printable_text

BODY_FEATURES = ["h3", "ul", "ol", "link", "bold", "merge-field"]
LINE_FEATURES = ["merge-field", "single-line"]
GUIDE_FEATURES = ["ul", "link", "bold", "named"]
MOST_BLOCKS = 100


def condition_choices() -> list[tuple[str, str]]:
    """A function, so that the migration refers to it and a host's own condition makes no migration."""
    return [(condition.name, gettext(condition.label)) for condition in conditions.all_conditions()]


class WordingAreaBlock(blocks.RichTextBlock):
    """Rich text with our own editor."""

    @cached_property
    def field(self) -> forms.CharField:
        from .widgets import WordingArea  # asks Wagtail's hooks for the features, which are not there at start

        return forms.CharField(widget=WordingArea(features=self.features), **self.field_options)


class LetterRichTextBlock(WordingAreaBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": BODY_FEATURES} | kwargs)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        validate_merge_fields(value.source)
        if not self.is_deferred_validation:  # a draft is kept, and its preview names the character
            validate_printable_text(value.source)
        return value

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class WordingBlock(blocks.StreamBlock):
    """What may stand inside a condition: never another condition, so a letter stays readable."""

    text = LetterRichTextBlock()
    passage = SnippetChooserBlock("kik_wagtail.Passage", icon="snippet", label=_("Passage"))

    class Meta:
        max_num = MOST_BLOCKS


class ConditionalBlock(blocks.StructBlock):
    condition = blocks.ChoiceBlock(choices=condition_choices, label=_("Only if"))
    blocks = WordingBlock(label=_("What it says then"))

    class Meta:
        icon = "view"
        label = _("Conditional passage")
        label_format = _("If: {condition}")


class FreeSlotBlock(blocks.StructBlock):
    max_length = blocks.IntegerBlock(min_value=50, max_value=1500, default=300, label=_("At most this many characters"))
    help = blocks.CharBlock(max_length=200, required=False, label=_("Explanation for the coach"))

    class Meta:
        icon = "edit"
        label = _("Free space for the coach")


class AgreementsBlock(blocks.StaticBlock):
    class Meta:
        icon = "list-ul"
        label = _("List of what was agreed")
        admin_text = _("Here stand the agreements of the conversation report, one on each line.")


class SignatureBlock(blocks.StructBlock):
    closing = blocks.CharBlock(
        max_length=80,
        required=False,
        default=CLOSING,
        label=_("Closing words"),
        help_text=_("Above the name. Empty: Met vriendelijke groet,"),
    )
    name = blocks.CharBlock(
        max_length=80, required=False, label=_("Name"), help_text=_("Empty: the name of the resident's coach.")
    )
    role = blocks.CharBlock(max_length=80, required=False, label=_("Position"))

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation:
            for text in value.values():
                validate_printable(text)
        return value

    class Meta:
        icon = "user"
        label = _("Signature")
        label_format = "{name}"


class LetterBodyBlock(WordingBlock):
    conditional = ConditionalBlock()
    agreements = AgreementsBlock()
    free_slot = FreeSlotBlock()
    signature = SignatureBlock()

    class Meta:
        max_num = MOST_BLOCKS
        block_counts = {
            "agreements": {"max_num": 1},
            "free_slot": {"max_num": 1},
            "signature": {"max_num": 1},
        }


class QuestionBlock(blocks.StructBlock):
    """One question of the report. Its block id is its key for ever: an answer keeps belonging to it when reworded."""

    label = blocks.CharBlock(max_length=200, label=_("Question"))
    help = blocks.CharBlock(max_length=300, required=False, label=_("Explanation for the coach"))

    class Meta:
        label_format = "{label}"


class OpenQuestionBlock(QuestionBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Open question")


class ChoiceQuestionBlock(QuestionBlock):
    options = blocks.ListBlock(blocks.CharBlock(max_length=100, label=_("Answer")), min_num=2, label=_("Answers"))
    several = blocks.BooleanBlock(required=False, label=_("Several answers may be chosen"))

    class Meta:
        icon = "list-ul"
        label = _("Choice")


class ScaleQuestionBlock(QuestionBlock):
    low = blocks.IntegerBlock(default=1, min_value=0, max_value=1, label=_("Lowest"))
    high = blocks.IntegerBlock(default=10, min_value=3, max_value=10, label=_("Highest"))
    low_label = blocks.CharBlock(max_length=60, required=False, label=_("What the lowest means"))
    high_label = blocks.CharBlock(max_length=60, required=False, label=_("What the highest means"))

    class Meta:
        icon = "order"
        label = _("Scale")


class YesNoQuestionBlock(QuestionBlock):
    class Meta:
        icon = "check"
        label = _("Yes or no")


class DateQuestionBlock(QuestionBlock):
    class Meta:
        icon = "date"
        label = _("Date")


class QuestionsBlock(blocks.StreamBlock):
    keeps_keys = True  # carried along with their texts: answers belong to them

    open = OpenQuestionBlock()
    choice = ChoiceQuestionBlock()
    scale = ScaleQuestionBlock()
    yes_no = YesNoQuestionBlock()
    date = DateQuestionBlock()


class PhaseBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = WordingAreaBlock(features=GUIDE_FEATURES, required=False, label=_("What the coach does"))
    questions = QuestionsBlock(required=False, label=_("Questions of the report"))

    class Meta:
        icon = "form"
        label = _("Phase")
        label_format = "{title}"


ONCE = ("life_domains", "dos", "donts", "provisions", "core_values")


class GuideBodyBlock(blocks.StreamBlock):
    phase = PhaseBlock()
    life_domains = blocks.ListBlock(
        SnippetChooserBlock("kik_wagtail.LifeDomain", label=_("Life domain")), icon="tag", label=_("Life domains")
    )
    dos = blocks.ListBlock(blocks.CharBlock(max_length=200, label=_("Do")), icon="success", label=_("Do"))
    donts = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label=_("Rather not")), icon="warning", label=_("Rather not")
    )
    provisions = blocks.ListBlock(
        SnippetChooserBlock("kik_wagtail.Provision", label=_("Provision")),
        icon="help",
        label=_("Provisions to mention"),
    )
    core_values = blocks.ListBlock(
        SnippetChooserBlock("kik_wagtail.CoreValue", label=_("Core value")), icon="pick", label=_("Core values served")
    )

    class Meta:
        block_counts = {name: {"max_num": 1} for name in ONCE}
