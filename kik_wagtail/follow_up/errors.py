"""What may go wrong with a contact, and what to do then."""

from django.utils.translation import gettext_lazy as _

from kik_wagtail.errors import DomainError


class AlreadyClosed(DomainError):
    code = "follow_up.already_closed"
    title = _("This contact has already been closed.")
    advice = _("Nothing has been changed. Look at the contact to see who closed it and how.")


class ChangedMeanwhile(DomainError):
    code = "follow_up.changed_meanwhile"
    title = _("Somebody else changed this contact while you were busy.")
    advice = _("Nothing has been overwritten. Look at the new dates and try again.")


class PlanChangedMeanwhile(DomainError):
    code = "follow_up.plan_changed_meanwhile"
    title = _("Somebody else saved this plan while you were busy.")
    advice = _(
        "What you typed still stands below and has not been saved. Look at the newest version first: who saves again, puts this one in its place."
    )


class PlanCannotBePrinted(DomainError):
    """`reason` is a whole sentence."""

    code = "follow_up.plan_not_printed"
    title = _("This plan cannot be printed. {reason}")


class AlreadyPlanned(DomainError):
    code = "follow_up.already_planned"
    title = _("This resident already has a next conversation.")
    advice = _("Change the date of that one, or close it first.")


class NextContactMissing(DomainError):
    code = "follow_up.next_contact_missing"
    title = _("No next contact has been agreed.")
    advice = _("Choose when you will speak to this resident again, or say why there is no next contact.")


class NotInView(DomainError):
    code = "follow_up.not_in_view"
    title = _("This resident is no longer in view.")
    advice = _("Change the status of the resident first, then plan a contact.")


class WrongDate(DomainError):
    code = "follow_up.wrong_date"
    title = _("This date is not possible: {date}.")
    advice = _("Choose a date from {first} up to and including {last}.")


class HeldInTheFuture(DomainError):
    code = "follow_up.held_in_the_future"
    title = _("A conversation cannot have been held in the future.")
    advice = _("Choose today or an earlier day.")


class UntilTooLate(DomainError):
    code = "follow_up.until_too_late"
    title = _("Without a contact for longer than 12 months is not possible.")
    advice = _("Choose a date up to and including {last}.")


class ReferralWentOn(DomainError):
    code = "follow_up.referral_went_on"
    title = _("The partner has already said more than this.")
    advice = _("Nothing has been changed. Look below at what was noted, and choose what came after it.")


class NotThatDay(DomainError):
    code = "follow_up.not_that_day"
    title = _("A partner cannot have said this on that day.")
    advice = _("Choose a day from {first} up to and including today.")


class TooLateToReopen(DomainError):
    code = "follow_up.too_late_to_reopen"
    title = _("This can no longer be undone.")
    advice = _("Something was done with the new conversation, or a quarter of an hour has passed. Go on from there.")
