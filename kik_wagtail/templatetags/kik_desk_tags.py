"""How the coach's screens show a form field."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms, template
from django.db.models import Max

from kik_wagtail.desk.words import day_words, name_of
from kik_wagtail.follow_up.models import Commitment, GoalState
from kik_wagtail.residents.models import Resident, TemporaryAccess
from kik_wagtail.scope.context import current
from kik_wagtail.workdays.dates import local

register = template.Library()
TOLD_AT_ONCE = {"months", "on"}  # the script says what is wrong with these while they are filled in
SCALE_STEPS = 4  # from here on a row of numbers is shown as one bar


@register.filter
def in_words(on: date | datetime, today: date) -> str:
    """A day as it is said on `today`: with the year where that is another one."""
    return day_words(local(on).date() if isinstance(on, datetime) else on, today)


@register.filter
def person(user: Any) -> str:
    return name_of(user)


@register.filter
def party(by: str) -> str:
    """Who promised or does something: the code in words."""
    return str(dict(Commitment.By.choices).get(by, by)).capitalize()


@register.filter
def goal_state(state: str) -> str:
    return str(dict(GoalState.choices).get(state, state))


@register.filter
def is_choice_group(field: forms.BoundField) -> bool:
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def is_scale(field: forms.BoundField) -> bool:
    choices = list(field.field.choices)
    return len(choices) >= SCALE_STEPS and all(str(value).isdigit() and value == str(label) for value, label in choices)


@register.simple_tag
def control(field: forms.BoundField, target: str = "") -> str:
    """The bare control, told to the script as `target` and tied to its error."""
    attrs: dict[str, Any] = {"data-kik-contact-target": target} if target else {}
    if field.errors or target in TOLD_AT_ONCE:
        attrs["aria-describedby"] = f"{field.id_for_label}_problem"
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


@register.simple_tag(takes_context=True)
def emergency_until(context: Any, resident: Resident) -> datetime | None:
    """Until when the user sees this resident by breaking the glass; None, without a query, where they may anyway."""
    if resident.pk not in current().grants.urgent:
        return None
    own = TemporaryAccess.objects.in_emergency().filter(resident=resident, user=context.request.user)
    return own.aggregate(until=Max("until"))["until"]
