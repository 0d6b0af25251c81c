"""The verbs of contacts. Views, jobs, commands and bulk actions call the same ones."""

from .attempts import record_attempt, undo_attempt
from .closing import NoNext, close_follow_up
from .commitments import add_commitment, finish_commitment, undo_commitment_done
from .feeds import end_feed, feed_of, make_feed
from .missed import close_missed, may_reopen, planned_with, reopen_missed
from .planning import (
    NextContact,
    make_appointment,
    plan_call,
    plan_conversation,
    record_no_next_contact,
    reschedule,
)
from .plans import save_plan
from .referrals import note_progress, refer
from .reports import add_note, draft_of, save_draft, write_report

__all__ = [
    "NextContact",
    "NoNext",
    "add_commitment",
    "add_note",
    "close_follow_up",
    "close_missed",
    "draft_of",
    "end_feed",
    "feed_of",
    "finish_commitment",
    "make_appointment",
    "make_feed",
    "may_reopen",
    "note_progress",
    "plan_call",
    "plan_conversation",
    "planned_with",
    "record_attempt",
    "record_no_next_contact",
    "refer",
    "reopen_missed",
    "reschedule",
    "save_draft",
    "save_plan",
    "undo_attempt",
    "undo_commitment_done",
    "write_report",
]
