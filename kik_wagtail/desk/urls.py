"""Addresses of the coach's screens, below the admin: kik/vandaag/, kik/contact/7/ …"""

from django.urls import path

from .views import actions, agenda, contact, drafts, handing_over, lists, on_route, planning, steering, today

app_name = "kik_desk"

urlpatterns = [
    path("vandaag/", today.TodayView.as_view(), name="today"),
    path("piept/<slug:code>/", lists.BeepsView.as_view(), name="beeps"),
    path("caseload/", lists.CaseloadView.as_view(), name="caseload"),
    path("inwoner/<int:pk>/", lists.ResidentView.as_view(), name="resident"),
    path("inwoner/<int:pk>/overdragen/", handing_over.HandOverView.as_view(), name="hand_over"),
    path("bellen/<int:pk>/", actions.AttemptView.as_view(), name="attempt"),
    path("bellen/terug/<int:pk>/", actions.UndoAttemptView.as_view(), name="undo_attempt"),
    path("toezegging/<int:pk>/", actions.CommitmentDoneView.as_view(), name="commitment_done"),
    path("toezegging/terug/<int:pk>/", actions.UndoCommitmentView.as_view(), name="undo_commitment"),
    path("overdracht/<int:pk>/<slug:answer>/", actions.HandoverView.as_view(), name="handover"),
    path("doorverwijzing/<int:pk>/", handing_over.ReferralView.as_view(), name="referral"),
    path("plan/<int:pk>/", planning.PlanView.as_view(), name="plan"),
    path("contact/<int:pk>/", contact.ContactView.as_view(), name="contact"),
    path("contact/<int:pk>/afspraak/", planning.AppointmentView.as_view(), name="appointment"),
    path("contact/<int:pk>/verzetten/", planning.RescheduleView.as_view(), name="reschedule"),
    path("contact/<int:pk>/concept/", drafts.DraftView.as_view(), name="draft"),
    path("contact/<int:pk>/aanvulling/", contact.NoteView.as_view(), name="note"),
    path("werkwijze/<int:pk>/", on_route.OnRouteView.as_view(), name="on_route"),
    path("werkwijze/<int:pk>/besluit/", on_route.DecisionView.as_view(), name="decide"),
    path("werkwijze/<int:pk>/pauze/", steering.PauseView.as_view(), name="pause_route"),
    path("werkwijze/<int:pk>/verder/", steering.ResumeView.as_view(), name="resume_route"),
    path("werkwijze/<int:pk>/stoppen/", steering.StopView.as_view(), name="stop_route"),
    path("werkwijze/<int:pk>/versie/", steering.NewerVersionView.as_view(), name="newer_route"),
    path("inwoner/<int:pk>/werkwijzen/", on_route.RoutesOfResidentView.as_view(), name="routes_of"),
    path("inwoner/<int:pk>/werkwijzen/nieuw/", steering.PutOnRouteView.as_view(), name="put_on_route"),
    path("agenda/", agenda.WeekView.as_view(), name="agenda"),
    path("agenda/maand/", agenda.MonthView.as_view(), name="agenda_month"),
    path("agenda/mijn/", agenda.MyCalendarView.as_view(), name="my_calendar"),
    path("contact/<int:pk>/afspraak.ics", agenda.AppointmentFileView.as_view(), name="appointment_file"),
    path("volgend/", drafts.NextWindowView.as_view(), name="next_window"),
    path("formulier/", drafts.TokenView.as_view(), name="token"),
]
