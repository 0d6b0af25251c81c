"""The calendar feed: a program asks for it without logging in, so the address itself is the secret."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import View

from kik_wagtail.desk.calendar_file import calendar_of
from kik_wagtail.follow_up.agenda import appointments_between
from kik_wagtail.follow_up.services import feed_of
from kik_wagtail.residents.access import AccessLog, as_user
from kik_wagtail.scope.models import AccessRecord
from kik_wagtail.workdays.dates import add_months, start_of_day, today

ROUTE = "kik_feeds:agenda"
DAYS_BACK, MONTHS_AHEAD = 30, 12


class AgendaFeedView(View):
    """What the coach may see at this moment, whatever the address could show before. An unknown address is not found.

    Calendar programs ask every quarter of an hour: who was shown is recorded once a day.
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        now = timezone.now()
        feed = feed_of(token)
        if feed is None or not feed.user.has_perm("kik_wagtail.view_followup"):
            raise Http404
        day = today(now)
        with as_user(feed.user) as opened:
            found = appointments_between(day - timedelta(days=DAYS_BACK), add_months(day, MONTHS_AHEAD))
            rows = list(found.filter(coach_id=feed.user_id).select_related("resident"))
            log = AccessLog(opened, user=feed.user, route=ROUTE, action="view", origin="feed")
            log.written |= self._recorded_today(feed.user_id, start_of_day(day)) & opened.seen
            log.write(200)
        answer = HttpResponse(calendar_of(rows, now=now), content_type="text/calendar; charset=utf-8")
        answer["Cache-Control"] = "private, no-store"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    def _recorded_today(self, user_id: int, since: Any) -> set[int]:
        records = AccessRecord.objects.filter(user_id=user_id, at__gte=since, route=ROUTE)
        return set(records.values_list("resident", flat=True))
