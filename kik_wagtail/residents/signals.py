"""What the rooms above listen to. Sent inside the transaction of the change."""

from django.dispatch import Signal

handed_over = Signal()  # sender=Handover; resident, from_coach_id, to_coach_id, user, now
left = Signal()  # sender=Resident; resident_ids, user, now
status_changed = Signal()  # sender=Resident; resident_ids, status, user, now: in view again, or in support elsewhere
