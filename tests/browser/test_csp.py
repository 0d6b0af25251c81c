"""Under the strictest policy our screens work, and what people typed runs nowhere (security.md, W2).

The policy is enforced and without any nonce: no inline script or style of ours may exist at all.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.follow_up.models import Commitment, FollowUp
from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets.models import ConversationGuide, LetterText, LetterVersion
from kik_wagtail.workdays.dates import today
from tests.factories import make_area, make_follow_up, make_resident, make_user

POLICY = "; ".join(
    [
        *("default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:"),
        *("object-src 'none'", "base-uri 'none'", "form-action 'self'"),
    ]
)
# Wagtail's own: the start of its date pickers and inline panels, and the placeholders of its rich text editor.
OF_WAGTAIL = ("initDateChooser(", "initDateTimeChooser(", "new InlinePanel(", ".Draftail-", ".public-DraftStyleDefault")
NOTE_REPORTS = """
window.reports = [];
document.addEventListener("securitypolicyviolation", (event) => {
    const what = (event.target && event.target.outerHTML) || event.blockedURI;
    window.reports.push(`${event.effectiveDirective}: ${what.slice(0, 200)}`);
}, true);
"""
PAYLOAD = "<svg onload=alert()>"


@pytest.fixture
def coach(site):
    return make_user("coach01", roles=("coach",), first_name=PAYLOAD, last_name=PAYLOAD)


@pytest.fixture
def contact(coach):
    """The open conversation of a resident whose every text is an attack."""
    texts = {
        field.attname: PAYLOAD
        for field in Resident._meta.concrete_fields
        if field.get_internal_type() == "CharField" and not field.choices and field.max_length >= len(PAYLOAD)
    } | {"client_number": "0007777", "phone": "+31612345678"}
    day = today(timezone.now())
    with scope.everything("test"):
        resident = make_resident(area=make_area(PAYLOAD, coach), coach=coach, **texts)
        Commitment.objects.create(
            resident=resident, area=resident.area, coach=coach, by="coach", what=PAYLOAD, made_on=day, due_on=day
        )
        return make_follow_up(resident, target_on=day - timedelta(days=3))


@pytest.fixture
def strict(open_as):
    """strict(user) → a page on which the policy holds, with what was reported and every dialog kept."""

    def opened(user):
        page = open_as(user)
        page.dialogs = []
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
        page.add_init_script(NOTE_REPORTS)
        page.route("**/*", _with_policy)
        return page

    return opened


def _with_policy(route):
    request = route.request
    if request.resource_type != "document" or request.method != "GET":
        route.continue_()
        return
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": POLICY})


def reports(page):
    page.wait_for_load_state("networkidle")
    return [report for report in page.evaluate("window.reports") if not any(known in report for known in OF_WAGTAIL)]


def test_the_policy_is_in_force_and_reports_are_caught(strict, coach):
    page = strict(coach)
    page.goto(reverse("kik_desk:today"))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<svg onload=alert()>')")
    page.wait_for_function("window.reports.length === 1")
    assert page.dialogs == []


def test_the_coachs_screens_run_nothing_that_somebody_typed(strict, coach, contact):
    page = strict(coach)
    wrong = {}
    of_contact = ("contact", "appointment", "reschedule")
    of_resident = ("resident", "plan", "hand_over")
    addresses = [
        *(
            "/admin/",
            reverse("kik_desk:today"),
            reverse("kik_desk:caseload"),
            reverse("kik_desk:beeps", args=["overdue"]),
        ),
        *(reverse(f"kik_desk:{name}", args=[contact.pk]) for name in of_contact),
        *(reverse(f"kik_desk:{name}", args=[contact.resident_id]) for name in of_resident),
        *("/admin/kik/residents/", "/admin/kik/residents/?q=svg", reverse("kik_letters:new", args=[contact.pk])),
        *(f"/admin/kik/residents/{action}/{contact.resident_id}/" for action in ("inspect", "edit", "history")),
        reverse("kik_letters:recipients", args=[LetterVersion.objects.first().pk]),
    ]
    for address in addresses:
        assert page.goto(address).status == 200, address
        if found := [*reports(page), *page.dialogs]:
            wrong[address] = found
    assert wrong == {}


def test_the_contact_screen_works_under_the_policy(strict, coach, contact):
    page = strict(coach)
    page.goto(reverse("kik_desk:contact", args=[contact.pk]))
    page.locator("[data-kik-contact-target=report] textarea").first.fill(PAYLOAD)
    page.wait_for_selector(".kik-bewaard__aan:visible")
    page.locator("#id_months").fill("13")
    page.wait_for_selector("#id_months_problem:visible")
    assert [*reports(page), *page.dialogs] == []
    with scope.everything("test"):
        assert FollowUp.objects.get(pk=contact.pk).outcome == ""


@pytest.mark.parametrize("role", ["content_editor", "functional_administrator", "auditor"])
def test_the_screens_of_the_other_roles_report_nothing_of_ours(strict, site, coach, contact, role):
    text, guide = LetterText.objects.first(), ConversationGuide.objects.first()
    LetterText.objects.update(note=PAYLOAD, title=PAYLOAD)
    addresses = {
        "content_editor": [
            *(reverse("wagtailsnippets_kik_wagtail_lettertext:list"), reverse("kik_text_check")),
            reverse("wagtailsnippets_kik_wagtail_lettertext:edit", args=[text.pk]),
            reverse("wagtailsnippets_kik_wagtail_conversationguide:edit", args=[guide.pk]),
            reverse("wagtailsnippets_kik_wagtail_lettertext:history", args=[text.pk]),
        ],
        "functional_administrator": [
            *(reverse("kik_import"), reverse("kik_outbox:index")),
            reverse("wagtailsnippets_kik_wagtail_area:list"),
            reverse("wagtailsnippets_kik_wagtail_area:edit", args=[contact.area_id]),
        ],
        "auditor": [reverse("kik_access:index")],
    }[role]
    page = strict(make_user(roles=(role,)))
    wrong = {}
    for address in addresses:
        assert page.goto(address).status == 200, address
        if found := [*reports(page), *page.dialogs]:
            wrong[address] = found
    assert wrong == {}


def test_a_file_name_and_its_cells_run_nothing(strict, site, tmp_path, settings):
    settings.KIK_WAGTAIL_PRIVATE_STORAGE = str(tmp_path)
    page = strict(make_user(roles=("functional_administrator",)))
    page.goto(reverse("kik_import"))
    content = f"klantnummer;achternaam;gebied;{PAYLOAD}\n1;{PAYLOAD};{PAYLOAD};x\n".encode()
    page.set_input_files("input[type=file]", {"name": f"{PAYLOAD}.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Controleren").click()
    page.get_by_text("1 rij moet hersteld").wait_for()
    page.reload()  # now under the policy: what answers a posted form is not
    assert page.get_by_text(PAYLOAD).first.is_visible()
    assert [*reports(page), *page.dialogs] == []
