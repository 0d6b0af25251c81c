"""The fork of a route: one of the named outcomes, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kik_wagtail.routes import results
from kik_wagtail.routes.content import Branch, On, RouteContent
from kik_wagtail.routes.errors import GroundMissing

MOST = 2000


@dataclass(frozen=True, slots=True)
class Option:
    tag: Any  # the radio button
    label: str
    meaning: str
    leads_to: str
    has_ground: bool


class DecisionForm(forms.Form):
    """`number` is the visit that the person looks at. Nothing is chosen beforehand."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the outcomes."),
            "invalid_choice": _("This is not one of the outcomes here. Choose again."),
        },
    )
    ground = forms.CharField(
        label=_("What does it rest on?"),
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences. Leave out illness, crime and religion."),
    )

    def __init__(self, *args: Any, route: RouteContent, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.route = route
        self.branches = {one.choice: one for one in route[step].branches if one.on == On.DECIDED}
        known = [code for code in self.branches if results.known(code)]
        self.fields["choice"].choices = [(code, results.label(code)) for code in known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        choice = cleaned.get("choice")
        asks_ground = bool(choice) and results.by_code(choice).has_ground
        if asks_ground and not cleaned.get("ground") and "ground" not in self.errors:
            self.add_error("ground", str(GroundMissing()))
        return cleaned

    @property
    def options(self) -> list[Option]:
        return [self._option(widget, str(widget.data["value"])) for widget in self["choice"]]

    def _option(self, widget: Any, code: str) -> Option:
        result = results.by_code(code)
        leads_to = _leads_to(self.route, self.branches[code])
        return Option(widget.tag(), str(result.label), str(result.meaning), leads_to, result.has_ground)


def _leads_to(route: RouteContent, branch: Branch) -> str:
    if branch.end or branch.to not in route:
        return gettext("The route ends.")
    return gettext("The route goes on with “%(step)s”.") % {"step": route[branch.to].title}
