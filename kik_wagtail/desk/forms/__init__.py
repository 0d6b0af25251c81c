"""What coaches fill in. The report's questions come from the guide; everything else stands here."""

from .appointment import AppointmentForm, RescheduleForm
from .commitments import CommitmentForm, commitment_forms
from .entry import ContactEntry
from .handover import HandOverForm
from .next_contact import NextContactForm
from .report import ReportForm

__all__ = [
    "AppointmentForm",
    "CommitmentForm",
    "ContactEntry",
    "HandOverForm",
    "NextContactForm",
    "ReportForm",
    "RescheduleForm",
    "commitment_forms",
]
