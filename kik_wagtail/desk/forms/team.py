"""To whom the residents of a coach go, and who stands in for one who is away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from kik_wagtail.desk.words import name_of
from kik_wagtail.residents.caseloads import coaches_of
from kik_wagtail.residents.models import Area, Handover

from .dates import DutchDateField

SPREAD, QUEUE = "spread", "queue"


def _named(coaches: list[Any]) -> list[tuple[int, str]]:
    return [(coach.pk, name_of(coach)) for coach in coaches]


class SpreadForm(forms.Form):
    """`coach` is who leaves, or None for those who wait for a coach."""

    how = forms.ChoiceField(
        choices=[(SPREAD, _("Spread over coaches")), (QUEUE, _("Put in the team's own list, without a coach"))],
        widget=forms.RadioSelect,
        initial=SPREAD,
        label=_("What happens to the residents?"),
    )
    to = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Over whom?"),
        help_text=_(
            "Each gets residents for the hours that they work: who works half the week ends with half as many."
        ),
    )
    reason = forms.CharField(label=_("Why?"), max_length=Handover._meta.get_field("reason").max_length)

    def __init__(self, *args: Any, area: Area, coach: Any | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in coaches_of(area) if one != coach]
        self.fields["to"].choices = _named(others)  # type: ignore[attr-defined]
        self.initial["to"] = [one.pk for one in others]
        if coach is None:
            del self.fields["how"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") != QUEUE and not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", _("Choose at least one coach."))
        return cleaned

    @property
    def to_queue(self) -> bool:
        return self.cleaned_data.get("how") == QUEUE

    def coaches(self) -> list[Any]:
        return list(get_user_model()._default_manager.filter(pk__in=self.cleaned_data["to"]))


class StandInForm(forms.Form):
    coach = forms.TypedChoiceField(coerce=int, label=_("Who is away?"))
    stand_in = forms.TypedChoiceField(coerce=int, label=_("Who stands in?"))
    from_on = DutchDateField(label=_("From"))
    until_on = DutchDateField(label=_("Up to and including"))

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coaches = {coach.pk: coach for coach in coaches_of(area)}
        for name in ("coach", "stand_in"):
            choices = [("", _("Choose a coach")), *_named(list(self.coaches.values()))]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        people = {name: self.coaches[cleaned[name]] for name in ("coach", "stand_in")}
        return people | {name: cleaned[name] for name in ("from_on", "until_on")}
