"""The dry run of a route on today's residents: figures for who makes routes, names only for whose residents they are."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied

from kik_wagtail.residents.models import PlaceKind
from kik_wagtail.routes import entries, words
from kik_wagtail.routes.bars import bars
from kik_wagtail.routes.content import Doer
from kik_wagtail.routes.counting import matching
from kik_wagtail.routes.dry_run import BY_PHONE, WEEKS, DryRun
from kik_wagtail.routes.dry_run_figures import Figures, Load, Trial, loads, mondays
from kik_wagtail.routes.dry_run_reading import own_coming
from kik_wagtail.routes.forms import DryRunForm
from kik_wagtail.workdays.dates import today

from .base import DRAFT, RouteScreen

SHOWN_NAMES = 50
ONE_LINE_SECONDS = 600


class DryRunView(RouteScreen):
    """With ?kort=1 its figures in one line, which the editor's page and the switch ask for once they stand there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_change and not self.may_see_names:
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return [f"kik_wagtail/routes/{'_dry_run_short' if 'kort' in self.request.GET else 'dry_run'}.html"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return _("Dry run")

    @cached_property
    def form(self) -> DryRunForm:
        begun = {"a_week": self.switch.a_week if self.switch else 25}
        return DryRunForm(self.request.GET if "a_week" in self.request.GET else None, begun=begun)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = self.shown.content["entry"]
        context: dict[str, Any] = {
            "form": self.form,
            "weeks": WEEKS,
            "weeks_after": WEEKS - 1,
            "is_draft": self.shown.value == DRAFT,
            "by_hand": entry == entries.BY_HAND,
            "entry": entries.label(entry),
        }
        trial = Trial(day=today(self.now), given=self.form.given) if self.may_change and self.form.given else None
        if "kort" in self.request.GET:
            context |= self._in_one_line(trial) if trial else {}
        else:
            context |= self._figures(trial) if trial else {}
            context |= self._names() if self.may_see_names else {}
        return super().get_context_data(**context | kwargs)

    def _figures(self, trial: Trial) -> dict[str, Any]:
        found = trial.figures(self.shown.content)
        rows = [
            {"monday": monday, "entering": entering, **{what: round(number) for what, number in week.items()}}
            for monday, entering, week in zip(mondays(trial.day), found.run.entering, found.run.weeks, strict=True)
        ]
        return {
            "rows": rows,
            "bars": bars(rows),
            "mondays": mondays(trial.day),
            "later": found.later,
            "coaches": [] if found.by_hand else self._coaches(found.run),
            "places": self._places(found.run),
            "beside": self._beside(trial, found),
            **self._one_line(found),
        }

    def _in_one_line(self, trial: Trial) -> dict[str, int]:
        """Asked each time that a route is opened, so kept for a while: three numbers."""
        content = self.shown.content
        asked = [content, trial.given["a_week"], str(trial.day), matching(content["entry"], trial.day)]
        key = f"kik-proef-{sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()}"
        return cache.get_or_set(key, lambda: self._one_line(trial.figures(content)), ONE_LINE_SECONDS)

    def _one_line(self, found: Figures) -> dict[str, int]:
        later_a_week = round(found.later / (WEEKS - 1))
        return {"matching": found.matching, "later_a_week": later_a_week, **found.in_short}

    def _beside(self, trial: Trial, found: Figures) -> list[tuple[str, int, int]]:
        """[(what, published, draft)] where there are both."""
        if not self.newest or not self.has_draft:
            return []
        draft = self.route.get_latest_revision_as_object().frozen_content()
        sides = {self.shown.value: found}
        published, changed = (
            (sides.get(value) or trial.figures(content)).in_short
            for value, content in ((str(self.newest.number), self.newest.content), (DRAFT, draft))
        )
        labels = {
            "entered": _("residents who enter"),
            "letters": _("letters"),
            "most_letters": _("letters in the busiest week"),
            "conversations": _("conversations"),
            "calls": _("calls"),
            "decisions": _("decisions"),
        }
        return [(label, published[name], changed[name]) for name, label in labels.items()]

    def _coaches(self, run: DryRun) -> list[Load]:
        users = get_user_model()._default_manager.in_bulk([key for key in run.coaches if isinstance(key, int)])
        names: dict[Any, str] = {key: user.get_full_name() or user.get_username() for key, user in users.items()}
        names |= {who.value: _("%(who)s, of all teams together") % {"who": words.WHO[who]} for who in Doer}
        named = [(names.get(key, _("without a coach")), load) for key, load in run.coaches.items()]
        return loads(named, day=today(self.now))

    def _places(self, run: DryRun) -> list[Load]:
        labels = {**dict(PlaceKind.choices), BY_PHONE: _("by phone or video")}
        named = [(str(labels.get(place, place)), weeks) for place, weeks in run.places.items()]
        return loads(named, day=today(self.now))

    def _names(self) -> dict[str, Any]:
        """In the reader's own scope: a manager without a caseload sees none."""
        content = self.shown.content
        own = own_coming(entry=content["entry"], purpose=content["purpose"], day=today(self.now))
        return {"own": list(own[:SHOWN_NAMES]), "own_number": own.count(), "own_shown": SHOWN_NAMES}
