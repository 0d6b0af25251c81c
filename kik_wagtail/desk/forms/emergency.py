"""Why a coach has to see a resident of others now."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kik_wagtail.residents.models import Resident, TemporaryAccess


class EmergencyForm(forms.Form):
    client_number = forms.CharField(
        label=_("Client number"),
        max_length=Resident._meta.get_field("client_number").max_length,
        help_text=_("The whole number. Searching by name is not possible here."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    why = forms.ChoiceField(
        label=_("Why can it not wait?"), choices=TemporaryAccess.Why.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("In a few words"),
        max_length=TemporaryAccess._meta.get_field("reason").max_length,
        help_text=_("The team lead reads this. No illness, no offence, no religion."),
    )
