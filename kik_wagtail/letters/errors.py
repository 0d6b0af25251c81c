"""What can go wrong with a letter. Impersonal: the client number at most; the findings are for the screen only."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kik_wagtail.errors import DomainError
from kik_wagtail.snippets.problems import Problem


class LetterRefused(DomainError):
    """Nothing was made. `problems` says why; `problems.findings` puts them in words."""

    code = "letters.refused"
    title = _("The letter to resident {client_number} cannot be made.")
    advice = _("Solve what is named and try again.")

    def __init__(self, *, client_number: str, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(client_number=client_number)


class MadeAlready(DomainError):
    code = "letters.made_already"
    title = _("With this form another letter was made already: {reference}.")
    advice = _("Look at that letter first; to make one more, open the form again.")


class WrongState(DomainError):
    code = "letters.wrong_state"
    title = _("Letter {reference} was printed or cancelled meanwhile.")
    advice = _("Look at the letter again.")


class SetDifferently(DomainError):
    """Same wording, same values, other bytes: the typesetter or its template has changed since."""

    code = "letters.set_differently"
    title = _("Letter {reference} comes out differently from the file that was made then.")
    advice = _("The words are the same; the typesetting program has changed since.")


class NothingToPrint(DomainError):
    code = "letters.nothing_to_print"
    title = _("None of these letters is to be printed any more.")
    advice = _("A colleague has taken, printed or cancelled them meanwhile. Look at the list again.")
