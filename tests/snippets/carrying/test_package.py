"""An upgrade brings newer wording: nothing changes by itself, edited words are never overwritten, nothing comes back."""

import json
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from kik_wagtail.snippets.carrying import errors, package
from kik_wagtail.snippets.carrying.package import State
from kik_wagtail.snippets.models import LetterText, LetterVersion, Passage, Provision, ShippedItem
from kik_wagtail.starter import letters, services, small
from tests.factories import make_user
from tests.starting import kik_setup

from .texts import NOW, exported, publish

pytestmark = pytest.mark.django_db
NEWER = "<p>Bel mij gerust. Ook ’s avonds.</p>"


@pytest.fixture
def shipped(db):
    kik_setup()


@pytest.fixture
def upgrade(monkeypatch):
    """The package now ships a newer passage, and a letter that was reworded."""
    newer = [row | {"text": NEWER} if row["code"] == "bel-mij" else row for row in letters.PASSAGES]
    monkeypatch.setattr(letters, "PASSAGES", newer)
    old = letters.letter_texts
    reworded = {"subject": "<p>Ik wil u graag spreken</p>"}
    monkeypatch.setitem(
        services.SOURCES,
        LetterText,
        lambda day: [row | reworded if row["code"] == "niet-bereikt" else row for row in old(day)],
    )


def states():
    return {one.key: one.state for one in package.package_texts()}


def take_over(key, *, over=False, user=None):
    return package.take_over(key=key, is_over_draft=over, run=uuid4(), user=user or make_user(is_superuser=True))


def test_after_the_first_setup_everything_is_as_it_came_along(shipped):
    assert set(states().values()) == {State.AS_SHIPPED}
    assert {key.split(":")[0] for key in states()} >= {"passage", "lettertext", "conversationguide", "corevalue"}


def test_an_upgrade_changes_no_text_and_makes_no_draft(shipped, upgrade):
    versions = LetterVersion.objects.count()
    services.load(user=None, now=NOW)
    assert not Passage.objects.filter(has_unpublished_changes=True).exists()
    assert "avonds" not in Passage.objects.get(code="bel-mij").text
    assert LetterVersion.objects.count() == versions
    newer = {key for key, state in states().items() if state == State.NEWER}
    assert newer == {"passage:bel-mij", "lettertext:niet-bereikt"}


def test_what_was_edited_here_is_told_apart(shipped, upgrade):
    for code in ("bel-mij", "vrijwillig"):
        passage = Passage.objects.get(code=code)
        passage.title = "Onze titel"
        publish(passage)
    assert states()["passage:bel-mij"] == State.NEWER_AND_CHANGED
    assert states()["passage:vrijwillig"] == State.CHANGED
    assert states()["passage:regelingen"] == State.AS_SHIPPED


def test_a_date_that_the_site_keeps_up_is_no_change_of_words(shipped):
    letter = LetterText.objects.get(code="tweede-uitnodiging")
    letter.valid_until = "2028-01-01"
    publish(letter)
    assert states()["lettertext:tweede-uitnodiging"] == State.AS_SHIPPED
    assert exported().texts["lettertext"]["tweede-uitnodiging"]["state"] == "as shipped"


def test_the_duty_letter_is_not_newer_because_days_go_by(shipped):
    later = NOW.replace(year=2027)
    services.load(user=None, now=later)
    assert set(states().values()) == {State.AS_SHIPPED}


def test_what_a_site_removed_stays_away(shipped, upgrade):
    Passage.objects.filter(code="bel-mij").delete()
    services.load(user=None, now=NOW)
    assert states()["passage:bel-mij"] == State.REMOVED
    with pytest.raises(errors.NothingNewer):
        take_over("passage:bel-mij")
    assert not Passage.objects.filter(code="bel-mij").exists()


def test_a_newer_wording_is_taken_over_as_a_draft(shipped, upgrade):
    user = make_user(is_superuser=True)
    assert take_over("passage:bel-mij", user=user).is_done
    passage = Passage.objects.get(code="bel-mij")
    assert "avonds" not in passage.text
    assert passage.get_latest_revision_as_object().text == NEWER
    assert passage.latest_revision.user == user
    passage.latest_revision.publish()
    assert states()["passage:bel-mij"] == State.AS_SHIPPED


def test_taking_over_leaves_what_the_site_keeps_up(shipped, upgrade, monkeypatch):
    letter = LetterText.objects.get(code="niet-bereikt")
    letter.valid_until = "2028-01-01"
    publish(letter)
    assert take_over("lettertext:niet-bereikt").is_done
    letter.refresh_from_db()
    draft = letter.get_latest_revision_as_object()
    assert (str(draft.valid_until), draft.subject) == ("2028-01-01", "<p>Ik wil u graag spreken</p>")


def test_a_draft_of_their_own_is_not_put_aside_unasked(shipped, upgrade):
    passage = Passage.objects.get(code="bel-mij")
    passage.title = "Ons concept"
    passage.save_revision()
    report = take_over("passage:bel-mij")
    assert not report.is_done
    assert report.asks
    passage.refresh_from_db()
    assert passage.get_latest_revision_as_object().title == "Ons concept"
    assert take_over("passage:bel-mij", over=True).is_done


def test_the_own_wording_may_be_kept_until_there_is_a_newer_one_again(shipped, upgrade, monkeypatch):
    passage = Passage.objects.get(code="bel-mij")
    passage.title = "Onze titel"
    publish(passage)
    package.keep_ours(key="passage:bel-mij", user=make_user(is_superuser=True))
    assert states()["passage:bel-mij"] == State.CHANGED
    assert Passage.objects.get(code="bel-mij").title == "Onze titel"
    newest = [row | {"title": "Nog nieuwer"} if row["code"] == "bel-mij" else row for row in letters.PASSAGES]
    monkeypatch.setattr(letters, "PASSAGES", newest)
    assert states()["passage:bel-mij"] == State.NEWER_AND_CHANGED


def test_only_who_may_change_a_text_decides_about_it(shipped, upgrade):
    nobody = make_user()
    with pytest.raises(errors.MayNotChange):
        package.keep_ours(key="passage:bel-mij", user=nobody)
    report = take_over("passage:bel-mij", user=nobody)
    assert (report.outcome, report.is_done) == ("refused", False)
    assert states()["passage:bel-mij"] == State.NEWER


def test_every_exported_text_says_whether_it_was_changed_here(shipped):
    passage = Passage.objects.get(code="vrijwillig")
    passage.title = "Onze titel"
    publish(passage)
    publish(Passage.objects.create(code="eigen", title="Eigen", text="<p>x</p>"))
    found = exported().texts["passage"]
    assert {code: found[code]["state"] for code in ("vrijwillig", "eigen", "bel-mij")} == {
        "vrijwillig": "changed here",
        "eigen": "own",
        "bel-mij": "as shipped",
    }


def test_a_site_set_up_before_words_were_kept_is_no_hindrance(shipped):
    ShippedItem.objects.update(content=None)
    Provision.objects.filter(code="stadjerspas").update(title="Stadspas")
    assert states()["provision:laptopregeling"] == State.AS_SHIPPED
    assert states()["provision:stadjerspas"] == State.CHANGED


def test_kik_setup_tells_and_changes_nothing(upgrade, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(letters, "PASSAGES", [row | {"title": "Oud"} for row in letters.PASSAGES])
        call_command("kik_setup", verbosity=0, stdout=StringIO())
    out = StringIO()
    call_command("kik_setup", format="json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["added"] == []
    assert set(answer["newer"]) == {f"passage:{row['code']}" for row in letters.PASSAGES}
    out = StringIO()
    call_command("kik_setup", stdout=out)
    assert "Teksten van het pakket" in out.getvalue()
    assert set(Passage.objects.values_list("title", flat=True)) == {"Oud"}


# the page


@pytest.fixture
def roles(db):
    kik_setup()
    return {role: make_user(role, roles=(role,)) for role in ("content_editor", "manager", "coach")}


@pytest.mark.parametrize(("role", "status"), [("content_editor", 200), ("manager", 200), ("coach", 302)])
def test_editors_and_managers_look_and_only_editors_decide(client, roles, upgrade, role, status):
    client.force_login(roles[role])
    response = client.get(reverse("kik_texts:package"))
    assert response.status_code == status
    assert (b'name="take"' in response.content) is (role == "content_editor")
    for decision in ("take", "keep"):
        client.post(reverse("kik_texts:package"), {decision: "passage:bel-mij"})
    has_draft = Passage.objects.get(code="bel-mij").has_unpublished_changes
    assert has_draft is (role == "content_editor")


def test_the_page_shows_what_the_newer_wording_changes(client, roles, upgrade):
    client.force_login(roles["manager"])
    html = client.get(reverse("kik_texts:package")).content.decode()
    assert "Ook ’s avonds." in html
    assert "Nieuwere tekst in het pakket (2)" in html


@pytest.mark.parametrize("key", ["", "x", "passage:weg", "passage:regelingen", "user:1"])
def test_what_is_not_offered_cannot_be_decided(client, roles, upgrade, key):
    client.force_login(roles["content_editor"])
    for decision in ("take", "keep"):
        response = client.post(reverse("kik_texts:package"), {decision: key})
        assert response.status_code == 302
    assert not Passage.objects.filter(has_unpublished_changes=True).exists()


def test_the_starter_names_only_what_it_ships_itself():
    """A code that the package does not ship would be left out without a word."""
    source = services.items(NOW.date())
    shipped = {code for items in source.values() for code in items}
    passages = {
        code
        for letter in source["lettertext"].values()
        for block in letter["body"]
        if isinstance(block, dict)
        for code in [block.get("passage")]
        if code
    }
    assert passages <= shipped
    assert {row["code"] for row in small.PROVISIONS} <= shipped
