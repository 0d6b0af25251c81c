"""What happens to contacts when a resident moves to another coach, or leaves."""

from __future__ import annotations

from typing import Any

from kik_wagtail.residents import signals

from .models import Commitment, FollowUp, Outcome, Referral


def move_open_steps(*, resident: Any, to_coach_id: int | None, **kwargs: Any) -> None:
    """Open contacts, promises and referrals go to the new coach; what is closed keeps the coach who did it."""
    FollowUp.objects.open().filter(resident=resident).update(coach_id=to_coach_id)
    Commitment.objects.open().filter(resident=resident).update(coach_id=to_coach_id)
    Referral.objects.running().filter(resident=resident).update(coach_id=to_coach_id)


def cancel_open_contacts(*, resident_ids: list[int], user: Any, now: Any, **kwargs: Any) -> None:
    FollowUp.objects.open().filter(resident_id__in=resident_ids).update(
        outcome=Outcome.CANCELLED_BY_US, closed_at=now, closed_by=user
    )


def connect() -> None:
    signals.handed_over.connect(move_open_steps, dispatch_uid="kik_follow_up_handed_over")
    signals.left.connect(cancel_open_contacts, dispatch_uid="kik_follow_up_left")
