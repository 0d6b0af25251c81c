"""The steps of a route as an editor writes them: one block for each kind of step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from kik_wagtail.residents.models import PlaceKind

from . import results, words
from .content import EXPECTED, Anchor, Doer, On, StepKind, Unit

UNITS = [
    (Unit.DAYS.value, _("days")),
    (Unit.WORKING_DAYS.value, _("working days")),
    (Unit.WEEKS.value, _("weeks")),
    (Unit.MONTHS.value, _("months")),
]
Choices = list[tuple[str, Any]]


def anchor_choices() -> Choices:
    return [(anchor.value, words.ANCHORS[anchor]) for anchor in Anchor]


def who_choices() -> Choices:
    return [(who.value, words.WHO[who]) for who in Doer]


def result_choices() -> Choices:
    """Functions, so that a host's own result makes no migration."""
    return [(result.code, result.label) for result in results.all_results()]


def decided_choices() -> Choices:
    return [(result.code, result.label) for result in results.all_results() if result.is_decided]


def _offered(kind: StepKind) -> Choices:
    return [(on.value, words.OUTCOMES[on]) for on in On if on in EXPECTED[kind] and on != On.DECIDED]


def letter_outcomes() -> Choices:
    return _offered(StepKind.LETTER)


def appointment_outcomes() -> Choices:
    return _offered(StepKind.APPOINTMENT)


def reminder_outcomes() -> Choices:
    return _offered(StepKind.REMINDER_CALL)


def call_back_outcomes() -> Choices:
    return _offered(StepKind.CALL_BACK)


def wait_outcomes() -> Choices:
    return _offered(StepKind.WAIT)


class StepWidget(forms.TextInput):
    """A text field that the script makes a list of steps of."""

    def __init__(self, attrs: Any = None) -> None:
        texts = {"data-kik-step-below": gettext("the step below"), "data-kik-step-gone": gettext("a step that is gone")}
        super().__init__({"data-kik-step": "", **texts, **(attrs or {})})

    class Media:
        js = ("kik_wagtail/routes/routes.js",)
        css: ClassVar[Any] = {"all": ("kik_wagtail/routes/routes.css",)}


class StepReferenceBlock(blocks.CharBlock):
    """The id of another step of this route. The script makes a list to choose from of it."""

    holds_words = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 40} | kwargs)

    @property
    def field(self) -> forms.CharField:
        return forms.CharField(required=False, max_length=40, widget=StepWidget())

    @field.setter
    def field(self, value: Any) -> None:
        """CharBlock sets its own in the constructor."""


class TermBlock(blocks.StructBlock):
    number = blocks.IntegerBlock(
        default=0, min_value=-365, max_value=800, label=_("How many"), help_text=_("Negative: before.")
    )
    unit = blocks.ChoiceBlock(choices=UNITS, default=Unit.DAYS.value, label=_("Days, weeks or months"))

    class Meta:
        form_classname = "struct-block kik-term"


class WhenBlock(TermBlock):
    anchor = blocks.ChoiceBlock(choices=anchor_choices, default=Anchor.PREVIOUS_DONE.value, label=_("After or before"))


def one_way_on(value: Any) -> None:
    if value.get("to") and value.get("end"):
        message = _("Choose a next step or an end, not both.")
        raise StructBlockValidationError(block_errors={"end": ValidationError(message)})


class OutcomeBlock(blocks.StructBlock):
    """What happens then: another step, or an end with a result. Neither: the step below."""

    on = blocks.ChoiceBlock(choices=wait_outcomes, label=_("If"))
    number = blocks.IntegerBlock(
        required=False, min_value=1, max_value=800, label=_("After"), help_text=_("Only with “no reaction”.")
    )
    unit = blocks.ChoiceBlock(choices=UNITS, default=Unit.DAYS.value, required=False, label=_("Days, weeks or months"))
    to = StepReferenceBlock(label=_("Then to step"))
    end = blocks.ChoiceBlock(choices=result_choices, required=False, label=_("Or the route ends with"))

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        one_way_on(value)
        return value

    class Meta:
        form_classname = "struct-block kik-outcome"
        label = _("Outcome")


def outcomes(choices: Callable[[], Choices]) -> blocks.ListBlock:
    """The outcomes that can happen in a step of one kind."""
    block = OutcomeBlock([("on", blocks.ChoiceBlock(choices=choices, label=_("If")))])
    return blocks.ListBlock(block, default=[], label=_("What follows"), collapsed=False)


class ChoiceOfDecisionBlock(blocks.StructBlock):
    """Without a way on the route ends with what was decided."""

    choice = blocks.ChoiceBlock(choices=decided_choices, label=_("Outcome"))
    to = StepReferenceBlock(label=_("Then to step"))
    end = blocks.ChoiceBlock(choices=result_choices, required=False, label=_("Or the route ends with"))

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        one_way_on(value)
        return value

    class Meta:
        label = _("Outcome")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("Title"))
    when = WhenBlock(label=_("When"))

    class Meta:
        label_format = "{title}"


class ByHandStepBlock(StepBlock):
    """Asks something of a person."""

    who = blocks.ChoiceBlock(
        choices=who_choices,
        default=Doer.COACH.value,
        label=_("Who"),
        help_text=_("Where the area team has nobody in that role, the coach of the resident does it."),
    )


class LetterStepBlock(StepBlock):
    letter = SnippetChooserBlock("kik_wagtail.LetterText", label=_("Letter text"))
    outcomes = outcomes(letter_outcomes)

    class Meta:
        icon = "mail"
        label = _("Letter")


class AppointmentStepBlock(ByHandStepBlock):
    until = TermBlock(required=False, label=_("Until"))
    guide = SnippetChooserBlock("kik_wagtail.ConversationGuide", required=False, label=_("Guide"))
    channel = blocks.ChoiceBlock(choices=words.channels, required=False, label=_("Channel"))
    place_kind = blocks.ChoiceBlock(choices=PlaceKind.choices, required=False, label=_("Place"))
    minutes = blocks.IntegerBlock(required=False, min_value=10, max_value=240, label=_("Minutes"))
    outcomes = outcomes(appointment_outcomes)

    class Meta:
        icon = "calendar"
        label = _("Appointment")


class ReminderCallStepBlock(ByHandStepBlock):
    outcomes = outcomes(reminder_outcomes)

    class Meta:
        icon = "kik-phone"
        label = _("Reminder call")


class CallBackStepBlock(ByHandStepBlock):
    guide = SnippetChooserBlock("kik_wagtail.ConversationGuide", required=False, label=_("Guide"))
    outcomes = outcomes(call_back_outcomes)

    class Meta:
        icon = "kik-phone"
        label = _("Call-back")


class DecisionStepBlock(ByHandStepBlock):
    choices = blocks.ListBlock(ChoiceOfDecisionBlock(), min_num=1, label=_("What can be decided"))

    class Meta:
        icon = "help"
        label = _("Decision")


class WaitStepBlock(StepBlock):
    outcomes = outcomes(wait_outcomes)

    class Meta:
        icon = "history"
        label = _("Wait")


class RouteBodyBlock(blocks.StreamBlock):
    keeps_keys = True  # carried along with the route: its steps name each other

    letter = LetterStepBlock()
    appointment = AppointmentStepBlock()
    reminder_call = ReminderCallStepBlock()
    call_back = CallBackStepBlock()
    decision = DecisionStepBlock()
    wait = WaitStepBlock()

    class Meta:
        collapsed = True  # a route of eight steps is seen whole; the script says each step on its line


class AlwaysBlock(blocks.StreamBlock):
    outcome = OutcomeBlock([("on", blocks.ChoiceBlock(choices=appointment_outcomes, label=_("If")))])

    class Meta:
        required = False
