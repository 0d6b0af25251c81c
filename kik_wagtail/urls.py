"""What works without logging in to Wagtail: include it where you like, `path("kik/", include("kik_wagtail.urls"))`."""

from django.urls import path

from .desk.views.feed import AgendaFeedView

app_name = "kik_feeds"

urlpatterns = [path("agenda/<str:token>.ics", AgendaFeedView.as_view(), name="agenda")]
