"""What the rooms above listen to. Sent inside the transaction of the change."""

from django.dispatch import Signal

closed = Signal()  # sender=FollowUp; follow_up, user, now, calendar
appointed = Signal()  # sender=FollowUp; follow_up, user, now, calendar: an appointment was made, moved or dropped
reopening = Signal()  # sender=FollowUp; follow_up: may raise a DomainError where something was built on the outcome
