"""S1: every URL x every role x {own, stranger} x GET and POST. A stranger's token appears nowhere.

Ours are walked from the resolver, so a new URL that nobody classified here fails. The host's and Wagtail's own are
visited by GET, once a role, with a stranger's key wherever they take one.
"""

import re
from datetime import UTC, date, datetime
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.regex_helper import normalize

from kik_wagtail import scope
from kik_wagtail.follow_up.models import Commitment, ContactAttempt, ConversationReport, PlanVersion, Referral
from kik_wagtail.letters import printing
from kik_wagtail.letters.models import FrozenLayout
from kik_wagtail.letters.services import make_letter
from kik_wagtail.residents.models import AreaMember, Handover, Resident, SavedFilter
from kik_wagtail.routes.models import Enrolment, EnrolmentBatch, RouteVersion, StepVisit
from kik_wagtail.snippets.models import LetterVersion, Partner
from tests.factories import closed, make_area, make_follow_up, make_resident, make_user
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db

TOKEN = "Zxqvreemd"  # stands in every text field of the stranger's rows
COACHES = {"coach", "team_lead"}
CHOOSERS = COACHES | {"manager"}
ANYBODY = {"coach", "team_lead", "content_editor", "manager", "functional_administrator", "auditor"}

# name: (key of the object in the URL or None, roles that may GET it, roles that may POST it)
OURS = {
    "kik_residents_modeladmin_index": (None, COACHES, set()),
    "kik_residents_modeladmin_index_results": (None, COACHES, set()),
    "kik_residents_modeladmin_create": (None, set(), set()),
    "kik_residents_modeladmin_edit": ("resident", {"coach"}, {"coach"}),
    "kik_residents_modeladmin_inspect": ("resident", COACHES, set()),
    "kik_residents_modeladmin_history": ("resident", COACHES, set()),
    "kik_residents_modeladmin_history_results": ("resident", COACHES, set()),
    "kik_resident_chooser:choose": (None, COACHES, set()),
    "kik_resident_chooser:choose_results": (None, COACHES, set()),
    "kik_resident_chooser:chosen": ("resident", COACHES, set()),
    "kik_resident_chooser:chosen_multiple": (None, COACHES, set()),
    "kik_begin_page": (None, set(), set()),  # who may add pages there: tests/pages/test_beginnings.py
    "kik_import": (None, {"functional_administrator"}, {"functional_administrator"}),
    "kik_import_run": ("import", set(), set()),
    "kik_import_progress": ("import", set(), set()),
    "kik_import_repair": ("import", set(), set()),
    "kik_desk:today": (None, COACHES, set()),
    "kik_desk:beeps": ("code", COACHES, set()),
    "kik_desk:proposed": (None, COACHES, set()),
    "kik_desk:caseload": (None, COACHES, set()),
    "kik_desk:resident": ("resident", COACHES, set()),
    "kik_desk:development_plan": ("resident", COACHES, {"coach"}),
    "kik_desk:plan_version": ("resident", COACHES, set()),
    "kik_desk:plan_paper": ("resident", COACHES, set()),
    "kik_desk:attempt": ("follow_up", set(), {"coach"}),
    "kik_desk:undo_attempt": ("attempt", set(), {"coach"}),
    "kik_desk:commitment_done": ("commitment", set(), {"coach"}),
    "kik_desk:undo_commitment": ("commitment", set(), {"coach"}),
    "kik_desk:handover": ("handover", set(), COACHES),
    "kik_desk:hand_over": ("resident", COACHES, COACHES),
    "kik_desk:referral": ("referral", {"coach"}, {"coach"}),
    "kik_desk:plan": ("resident", {"coach"}, {"coach"}),
    "kik_desk:contact": ("follow_up", COACHES, {"coach"}),
    "kik_desk:appointment": ("follow_up", {"coach"}, {"coach"}),
    "kik_desk:reschedule": ("follow_up", {"coach"}, {"coach"}),
    "kik_desk:missed": ("follow_up", set(), set()),  # of an outcome: tests/desk/test_missed.py
    "kik_desk:reopen": ("follow_up", set(), {"coach"}),
    "kik_desk:draft": ("follow_up", set(), {"coach"}),
    "kik_desk:note": ("follow_up", set(), {"coach"}),
    "kik_desk:on_route": ("enrolment", COACHES, set()),
    "kik_desk:decide": ("enrolment", {"coach"}, {"coach"}),
    "kik_desk:pause_route": ("enrolment", {"coach"}, {"coach"}),
    "kik_desk:resume_route": ("enrolment", set(), {"coach"}),
    "kik_desk:stop_route": ("enrolment", {"coach"}, {"coach"}),
    "kik_desk:newer_route": ("enrolment", {"coach"}, {"coach"}),
    "kik_desk:routes_of": ("resident", COACHES, set()),
    "kik_desk:put_on_route": ("resident", COACHES, COACHES),
    "kik_desk:under_way": ("route", CHOOSERS | {"content_editor"}, set()),
    "kik_desk:batches": (None, CHOOSERS, set()),
    "kik_desk:together": (None, CHOOSERS, CHOOSERS),
    "kik_desk:batch": ("batch", CHOOSERS, set()),
    "kik_desk:confirm_batch": ("batch", set(), CHOOSERS),
    "kik_desk:undo_batch": ("batch", CHOOSERS, CHOOSERS),
    "kik_desk:export_batch": ("batch", CHOOSERS, set()),
    "kik_desk:to_print": (None, COACHES, {"coach"}),
    "kik_desk:print_file": ("print_file", COACHES, set()),
    "kik_desk:print_pdf": ("print_file", COACHES, set()),
    "kik_desk:mark_printed": ("print_file", set(), {"coach"}),
    "kik_desk:put_back": ("print_file", set(), {"coach"}),
    "kik_desk:keep_filter": (None, set(), COACHES),
    "kik_desk:drop_filter": ("filter", set(), {"coach"}),
    "kik_desk:columns": (None, COACHES, set()),  # a POST asks which column: tests/desk/test_columns.py
    "kik_desk:next_window": (None, COACHES, set()),
    "kik_desk:token": (None, COACHES, set()),
    "kik_desk:joint": (None, set(), set()),  # takes a list of ids: tests/desk/test_joint.py
    "kik_desk:joint_done": ("joint", set(), set()),  # of who did it only
    "kik_desk:teams": (None, {"team_lead"}, set()),
    "kik_desk:team": ("area", {"team_lead"}, set()),
    "kik_desk:team_list": ("area", {"team_lead"}, set()),
    "kik_desk:spread": ("area", {"team_lead"}, {"team_lead"}),
    "kik_desk:stand_in": ("area", {"team_lead"}, {"team_lead"}),
    "kik_desk:emergency": (None, COACHES, COACHES),
    "kik_desk:emergency_seen": ("area", set(), set()),  # takes two keys: tests/desk/test_emergency.py
    "kik_desk:agenda": (None, COACHES, set()),
    "kik_desk:agenda_month": (None, COACHES, set()),
    "kik_desk:my_calendar": (None, {"coach"}, {"coach"}),
    "kik_desk:appointment_file": ("follow_up", set(), set()),  # an appointment it takes: tests/desk/test_agenda.py
    "kik_feeds:agenda": (None, set(), set()),  # nobody without the address: tests/desk/test_agenda.py
    "kik_reading:read": (None, {"team_lead", "manager"}, set()),
    "kik_reading:seen": (None, set(), ANYBODY),
    "kik_reading:answers": (None, {"content_editor", "manager"}, set()),
    "kik_reading:answers_results": (None, {"content_editor", "manager"}, set()),
    "kik_reading:page": (None, set(), set()),  # a page it takes: tests/pages/test_reading.py
    "kik_reading:review": (None, {"content_editor", "manager"}, set()),
    "kik_reading:review_results": (None, {"content_editor", "manager"}, set()),
    "kik_access:index": (None, {"auditor"}, set()),
    "kik_access:index_results": (None, {"auditor"}, set()),
    "kik_text_check": (None, {"content_editor", "manager"}, set()),
    "kik_letters:new": ("follow_up", {"coach"}, {"coach"}),
    "kik_letters:letter": ("letter", COACHES, set()),
    "kik_letters:printed": ("letter", set(), {"coach"}),
    "kik_letters:cancel": ("letter", set(), {"coach"}),
    "kik_letters:pdf": ("letter", COACHES, set()),
    "kik_letters:archive": ("letter", COACHES, set()),
    "kik_letters:first_page": ("letter", COACHES, set()),
    "kik_letters:recipients": ("version", COACHES, set()),
}
# Texts and areas hold no residents; who may edit them is tested in their rooms. Here: no token, no crash.
IMPERSONAL = re.compile(
    r"^wagtailsnippet(s|choosers)_kik_wagtail_|^kik_outbox|^kik_texts:|^kik_routes:(timeline|switch|dry_run|rows|copy)$|^kik_plate_picture$"
)
NUMBERS_OF_ALL = {"batch": {"manager", "superuser"}}  # who sees the numbers of everybody's; still no token
REFUSED = {302, 403, 404}


def all_urls(patterns, names=(), path=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from all_urls(pattern.url_patterns, inner, path + _text(pattern))
        elif isinstance(pattern, URLPattern):
            yield ":".join((*names, pattern.name or "")), path + _text(pattern), pattern


def _text(pattern):
    """One reversible spelling of a path() or re_path() pattern, with %(name)s for what it takes."""
    if hasattr(pattern.pattern, "_route"):
        return re.sub(r"<(?:\w+:)?(\w+)>", r"%(\1)s", str(pattern.pattern))
    return normalize(str(pattern.pattern))[0][0]


class Keys(dict):
    """Fills what a URL takes: the key of this URL for ids, something plausible for the rest."""

    def __init__(self, key):
        super().__init__()
        self.key = key

    def __missing__(self, name):
        if name in {"code"}:
            return "overdue"
        if name in {"kind"}:
            return "brief"
        if name in {"look"}:
            return FrozenLayout.objects.values_list("pk", flat=True).first()
        if name in {"number"}:
            return 1
        if name in {"answer"}:
            return "accept"
        return self.key


@pytest.fixture
def world(db, settings):
    """One coach and team lead with a resident; a stranger elsewhere whose every text holds the token."""
    kik_setup()
    users = {role: make_user(f"user_{role}", roles=(role,)) for role in ANYBODY}
    users["superuser"] = make_user("root", is_superuser=True)
    here = make_area("Here", users["coach"])
    AreaMember.objects.create(area=here, user=users["team_lead"], role="team_lead")
    far_coach = make_user("far_coach", roles=("coach",))
    there = make_area("There", far_coach)
    texts = {
        field.attname: TOKEN
        for field in Resident._meta.concrete_fields
        if field.get_internal_type() == "CharField" and not field.choices and field.attname != "phone"
    } | {"client_number": TOKEN, "postcode": "9999ZX", "email": f"{TOKEN}@example.org"}
    with scope.everything("test"):
        own = make_resident(area=here, coach=users["coach"], surname="Eigen")
        far = make_resident(area=there, coach=far_coach, **texts)
        keys = {"own": rows_of(own, "eigen tekst"), "stranger": rows_of(far, TOKEN)}
    return {"users": users, "keys": keys}


def rows_of(resident, text):
    """{what: key} of one row of each kind about this resident, all open."""
    user, now = resident.coach, timezone.now()
    make_follow_up(resident, target_on=date(2026, 1, 5), **closed("held", datetime(2026, 1, 5, 9, tzinfo=UTC)))
    about = {"resident": resident, "area": resident.area}
    follow_up = make_follow_up(resident, target_on=date(2026, 3, 2))
    call = make_follow_up(resident, target_on=date(2026, 3, 2), kind="call_back")
    report = ConversationReport.objects.create(
        **about, follow_up=resident.followups.get(outcome="held"), answers={"q": text}, finished_at=now
    )
    attempt = ContactAttempt.objects.create(**about, follow_up=call, at=now, result="voicemail", by=user)
    commitment = Commitment.objects.create(
        **about, coach=user, by="coach", what=text, due_on=date(2026, 3, 2), made_on=date(2026, 3, 1)
    )
    goal = {"key": "1.1", "domain": "geld", "domain_title": text, "words": text, "state": "going", "steps": []}
    PlanVersion.objects.create(**about, number=1, content={"goals": [goal]}, made_at=now, made_by=user)
    partner = Partner.objects.first()
    referral = Referral.objects.create(
        **about, coach=user, partner=partner, handed_over_on=date(2026, 3, 1), ask_on=date(2026, 4, 1)
    )
    handover = Handover.objects.create(
        **about,
        from_coach=user,
        from_area=resident.area,
        to_area=resident.area,
        reason=text,
        note=text,
        proposed_at=now,
    )  # to nobody: only who is asked may answer
    return {
        "resident": resident.pk,
        "area": resident.area_id,
        "follow_up": follow_up.pk,
        "report": report.pk,
        "attempt": attempt.pk,
        "commitment": commitment.pk,
        "referral": referral.pk,
        "handover": handover.pk,
        "letter": letter_of(follow_up).pk,
        "print_file": print_file_of(letter_of(follow_up)).pk,
        "enrolment": (enrolment := enrolment_of(resident, text)).pk,
        "batch": enrolment.batch_id,
        "route": enrolment.route_id,
        "filter": SavedFilter.objects.create(user=user, name=text, values={"language": "nl"}).pk,
        "version": LetterVersion.objects.current().filter(text__purpose="invitation").first().pk,
        "import": "11111111-1111-4111-8111-111111111111",
        "code": "overdue",
    }


def enrolment_of(resident, text):
    """At the fork of In Beeld."""
    version = RouteVersion.objects.current().get(text__code="in-beeld")
    on = date(2026, 3, 2)
    fork = version.content["steps"][-1]["key"]
    about = {"resident": resident, "area": resident.area}
    enrolment = Enrolment.objects.create(
        **about,
        coach=resident.coach,
        route=version.text,
        version=version,
        batch=EnrolmentBatch.objects.create(
            version=version,
            made_at=timezone.now(),
            made_by=resident.coach,
            starts_from=on,
            confirmed_at=timezone.now(),
            enrolled=1,
            skipped={"no_coach": [resident.pk]},
            criteria={"who": "ticked", "ids": [resident.pk]},
        ),
        purpose="contact",
        state="running",
        starts_on=on,
        enrolled_at=timezone.now(),
        step=fork,
        number=2,
        since=on,
        due_on=on,
        latest_on=on,
        asks="decision",
    )
    done = {"number": 1, "step": fork, "left_on": on, "why": "decided", "choice": "invited_again", "ground": text}
    StepVisit.objects.create(**about, enrolment=enrolment, entered_on=on, **done)
    StepVisit.objects.create(**about, enrolment=enrolment, entered_on=on, number=2, step=fork)
    return enrolment


def letter_of(follow_up):
    version = LetterVersion.objects.current().filter(text__purpose="invitation").first()
    return make_letter(
        resident=follow_up.resident,
        follow_up=follow_up,
        version=version,
        user=follow_up.coach,
        now=timezone.now(),
        request_key=uuid4(),
    )


def print_file_of(letter):
    return printing.take(keys=[letter.pk], request_key=uuid4(), user=letter.made_by, now=timezone.now())


def everything_said(client, response):
    """Body, headers, redirect, messages and file name, as one text."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    said = [body.decode("utf-8", "replace"), *(f"{name}: {value}" for name, value in response.headers.items())]
    if getattr(response, "wsgi_request", None) is not None:
        said += [str(message) for message in get_messages(response.wsgi_request)]
    return unquote("\n".join(said))


def visit(client, method, path):
    client.raise_request_exception = False
    return getattr(client, method)("/" + path)


ROLES = [*sorted(ANYBODY), "superuser", "anonymous"]


def log_in(client, world, role):
    if role != "anonymous":
        client.force_login(world["users"][role])


def our_urls():
    return [(name, path) for name, path, _ in all_urls(get_resolver().url_patterns) if "kik" in name]


def test_every_url_of_ours_is_classified():
    names = {name for name, _ in our_urls() if not IMPERSONAL.match(name)}
    assert names == set(OURS)


@pytest.mark.parametrize("role", ROLES)
def test_ours_show_no_stranger_and_refuse_who_may_not(client, world, role):
    log_in(client, world, role)
    wrong = []
    for name, path in our_urls():
        if IMPERSONAL.match(name):
            continue
        what, *allowed_by_method = OURS[name]
        for whose, keys in world["keys"].items():
            for method, allowed in zip(("get", "post"), allowed_by_method, strict=True):
                response = visit(client, method, path % Keys(keys.get(what, 1)))
                complaint = judge(role, whose, what, allowed, method, response.status_code)
                if TOKEN.lower() in everything_said(client, response).lower():
                    complaint = "shows the stranger"
                if complaint:
                    wrong.append(f"{method} {name} {whose}: {complaint}")
    assert not wrong


def judge(role, whose, what, allowed, method, status):
    """What is wrong with this answer, or None."""
    is_object = what not in {None, "code", "version", "route"}  # a version is nobody's: the letters of it are
    if is_object and role in NUMBERS_OF_ALL.get(what, ()):
        return None
    may = role in allowed or (role == "superuser" and not is_object)
    if status >= 500:
        return str(status)
    if not may:
        return None if status in REFUSED | {405} else f"{status} for who may not"
    if whose == "stranger" and is_object:
        return None if status == 404 else f"{status} for a stranger, not 404"
    if role in allowed and method == "get" and status not in {200, 302}:
        return f"{status} for who may"
    return None  # an empty POST of one's own is refused in many ways: what a filled one does is tested in the rooms


@pytest.mark.parametrize("role", ROLES)
def test_texts_and_areas_show_no_stranger(client, world, role):
    """Wagtail's own views: some fail on an empty POST, and what they say then is looked at all the same."""
    log_in(client, world, role)
    wrong = []
    far = world["keys"]["stranger"]["resident"]
    for name, path in our_urls():
        if IMPERSONAL.match(name):
            for method in ("get", "post"):
                response = visit(client, method, path % Keys(far))
                if TOKEN.lower() in everything_said(client, response).lower():
                    wrong.append(f"{method} {name}")
    assert not wrong


@pytest.mark.parametrize("role", ROLES)
def test_the_hosts_and_wagtails_own_pages_show_no_stranger(client, world, role):
    log_in(client, world, role)
    wrong = []
    far = world["keys"]["stranger"]["resident"]
    for name, path, _ in all_urls(get_resolver().url_patterns):
        if "kik" in name or "logout" in name:
            continue
        response = visit(client, "get", path % Keys(far))
        if TOKEN.lower() in everything_said(client, response).lower():
            wrong.append(name or path)
    assert not wrong
