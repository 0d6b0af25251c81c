"""Screens of versions: each rendered, what differs, taken up again as a draft; who may, and what is never shown."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry

from kik_wagtail.admin import uses
from kik_wagtail.snippets import usage
from kik_wagtail.snippets.models import ConversationGuide, LetterText, LetterVersion, Passage, Provision
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.snippets.sample_letters import reading_of
from kik_wagtail.snippets.services import set_up_workflow
from tests.factories import make_user

from .letters import SUBJECT, chip

pytestmark = pytest.mark.django_db


def publish(instance, user=None):
    with without_second_person("test"):
        instance.save_revision(user=user).publish(user=user)
    instance.refresh_from_db()


def user_with(*codenames, **values):
    user = make_user(**values)
    user.user_permissions.set(Permission.objects.filter(codename__in=("access_admin", *codenames)))
    return user


@pytest.fixture
def editor():
    return user_with("view_lettertext", "change_lettertext", "view_conversationguide", "change_conversationguide")


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def passage():
    passage = Passage.objects.create(code="p", title="Regelingen", text="<p>Over de Stadspas.</p>")
    publish(passage)
    return passage


@pytest.fixture
def letter(passage):
    """Two versions, and a draft that differs from the second."""
    letter = LetterText.objects.create(
        code="brief",
        title="Kennismaken",
        purpose="other",
        live=False,
        subject=SUBJECT,
        body=[
            {"type": "text", "value": f"<p>{chip('aanhef')},</p><p>Ik wil u spreken. Koffie staat klaar.</p>"},
            {"type": "passage", "value": passage.pk},
            {
                "type": "conditional",
                "value": {
                    "condition": "has_appointment",
                    "blocks": [{"type": "text", "value": f"<p>Op {chip('afspraak_datum')}.</p>"}],
                },
            },
            {"type": "agreements", "value": None},
            {"type": "free_slot", "value": {"max_length": 200, "help": "hulp"}},
            {"type": "signature", "value": {"name": "De wethouder", "role": "wethouder"}},
        ],
    )
    publish(letter)
    letter.body[0].value.source = f"<p>{chip('aanhef')},</p><p>Ik wil u graag spreken. Koffie staat klaar.</p>"
    publish(letter)
    letter.body[0].value.source = f"<p>Dag {chip('voornaam')},</p><p>Ik wil u graag spreken. Thee staat klaar.</p>"
    letter.save_revision()
    letter.refresh_from_db()
    return letter


@pytest.fixture
def guide():
    provision = Provision.objects.create(code="pas", title="Stadspas", summary="Een pas.")
    question = {"type": "open", "value": {"label": "Hoe gaat het?", "help": ""}, "id": "key-1"}
    guide = ConversationGuide.objects.create(
        code="gids",
        title="Gids",
        kinds=["first"],
        live=False,
        body=[
            {"type": "phase", "value": {"title": "Openen", "text": "<p>Begin.</p>", "questions": [question]}},
            {"type": "dos", "value": ["Luister."]},
            {"type": "provisions", "value": [provision.pk]},
        ],
    )
    publish(guide)
    guide.body[0].value["questions"][0].value["label"] = "Hoe is het nu?"
    publish(guide)
    return guide


def at(name, text, *args, **query):
    kind = "brief" if isinstance(text, LetterText) else "handreiking"
    address = reverse(f"kik_texts:{name}", args=[kind, text.pk, *args])
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def html_of(client, *args, **query):
    response = client.get(at(*args, **query))
    assert response.status_code == 200
    return response.content.decode()


# versions


def test_versions_stand_newest_first_each_with_its_page_and_hash(as_editor, letter):
    html = html_of(as_editor, "versions", letter)
    assert html.index(at("version", letter, 2)) < html.index(at("version", letter, 1))
    assert html.count("data:image/svg+xml;base64,") == 2
    for version in letter.versions.all():
        assert version.sha256[:12] in html


def test_a_version_changed_behind_our_back_is_pointed_out(as_editor, letter):
    assert "kik-versies__merk--stuk" not in html_of(as_editor, "versions", letter)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kik_wagtail_letterversion SET sha256 = %s WHERE number = 1", ["0" * 64])
    html = html_of(as_editor, "versions", letter)
    assert html.count("kik-versies__merk--stuk") == 1


def test_a_text_without_versions_has_a_page_too(as_editor):
    text = LetterText.objects.create(code="b", title="B", live=False, subject="<p>x</p>", body=[("text", "")])
    text.save_revision()
    assert html_of(as_editor, "versions", text)
    assert html_of(as_editor, "changes", text)


def test_a_guide_is_read_and_printed(as_editor, guide):
    html = html_of(as_editor, "versions", guide)
    assert "Hoe is het nu?" in html
    assert "Hoe gaat het?" in html
    response = as_editor.get(at("pdf", guide, 1))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert 'filename="gids-v1.pdf"' in response["Content-Disposition"]


def test_a_guide_that_fits_no_sheet_is_refused_in_words(as_editor, guide):
    guide.body[0].value["text"].source = "<p>" + "Heel veel woorden. " * 2000 + "</p>"
    publish(guide)
    response = as_editor.get(at("pdf", guide, 3), follow=True)
    assert response.redirect_chain[-1][0] == at("versions", guide)
    assert "Gids" in str(list(response.context["messages"])[0])


@pytest.mark.parametrize("key", ["short", "arabic", "nobody"])
def test_one_version_is_shown_for_the_sample_resident_asked_for(as_editor, letter, key):
    html = html_of(as_editor, "version", letter, 1, voor=key)
    assert "data:image/svg+xml;base64," in html


def test_each_version_keeps_its_own_reading_figures(as_editor, letter):
    """From the frozen wording, for one fixed sample resident: the same for whoever is shown beside it."""
    first, last = (reading_of(letter.versions.get(number=number).content) for number in (1, 2))
    assert first.words != last.words
    assert f"{first.words} woorden" in html_of(as_editor, "version", letter, 1, voor="long")
    assert f"{last.words} woorden" in html_of(as_editor, "version", letter, 2)


@pytest.mark.parametrize(("count", "said"), [(0, None), (3, "5"), (12, "12")])
def test_the_number_of_letters_comes_from_the_room_that_makes_them(as_editor, letter, monkeypatch, count, said):
    """Fewer than five could point to a person: never the exact number."""
    newest = letter.versions.first()
    counter = usage.Letters(lambda ids: {newest.pk: count} if count else {}, lambda version, user: "")
    monkeypatch.setattr(usage, "_letters", [counter])
    response = as_editor.get(at("versions", letter))
    row = response.context["rows"][0]
    assert row["letters"] == count
    shown = row["fewer_than"] or row["letters"]
    assert shown == (int(said) if said else 0)
    assert "3 letters" not in response.content.decode()


def test_where_a_text_is_used_is_told_by_the_rooms_above(as_editor, letter, monkeypatch):
    monkeypatch.setattr(uses, "_finders", [lambda text: [usage.Use("Werkwijze", "In Beeld", "/x/")]])
    assert '<a href="/x/">In Beeld</a>' in html_of(as_editor, "versions", letter)


# what differs


def test_words_put_in_and_taken_out_are_marked_for_everybody(as_editor, letter):
    html = html_of(as_editor, "changes", letter, van=1, naar=2)
    assert "graag </ins>" in html.replace('<span class="w-sr-only">]</span>', "")
    assert "Ik wil u " in html


def test_without_a_choice_the_live_version_is_laid_beside_the_draft(as_editor, letter):
    response = as_editor.get(at("changes", letter))
    assert (response.context["old"].value, response.context["new"].value) == ("2", "concept")
    assert response.context["fields_added"] != []
    assert response.context["fields_removed"] != []
    assert response.content.decode().count("data:image/svg+xml;base64,") == 2  # side by side


def test_without_a_draft_the_last_two_versions_are_compared(as_editor, guide):
    context = as_editor.get(at("changes", guide)).context
    assert (context["old"].value, context["new"].value) == ("1", "2")
    assert context["questions"]["reworded"] == [("Hoe gaat het?", "Hoe is het nu?")]


def test_a_letter_that_grows_a_page_is_named(as_editor, letter):
    letter.body[0].value.source = "<p>Nog een alinea.</p>" * 60
    letter.save_revision()
    grown = as_editor.get(at("changes", letter)).context["grown"]
    assert grown
    assert all(one["after"] > one["before"] for one in grown)
    assert [one["who"] for one in grown] == ["Elke voorbeeldinwoner"]  # nine lines that say the same are one


def test_a_draft_that_cannot_be_typeset_says_why_and_shows_no_old_page(as_editor, letter):
    letter.body[0].value.source = "<p>Dit kan niet: 漢</p>"
    letter.save_revision()
    response = as_editor.get(at("changes", letter))
    assert response.context["after"].pages == []
    assert "漢" in response.context["problems"][0]["sentence"]


def test_what_an_editor_typed_is_never_markup_here(as_editor, letter):
    letter.title = '"><script>alert(1)</script>'
    letter.body[0].value.source = "<p>&lt;img src=x onerror=alert(1)&gt;</p>"
    letter.save_revision()
    for html in (html_of(as_editor, "changes", letter), html_of(as_editor, "versions", letter)):
        assert "<script>alert" not in html
        assert "<img src=x" not in html


# taking up again


def test_an_old_version_becomes_a_draft_by_this_user_and_nothing_is_published(as_editor, editor, letter):
    live = letter.live_revision_id
    before = letter.latest_revision_id
    response = as_editor.post(at("restore", letter, 1))
    assert response.status_code == 302
    letter.refresh_from_db()
    assert letter.versions.count() == 2
    assert letter.live_revision_id == live
    assert letter.has_unpublished_changes
    revision = letter.latest_revision
    assert (revision.user, revision.pk > before) == (editor, True)
    entry = ModelLogEntry.objects.filter(action="kik.text_restored").get()
    assert (entry.user, entry.data["version"]) == (editor, 1)


def test_its_words_come_back_with_chips_and_passages_as_text(as_editor, letter, passage):
    passage.text = "<p>Iets heel anders.</p>"
    publish(passage)
    html = html_of(as_editor, "restore", letter, 1)
    assert "<strong>Regelingen</strong>" in html
    as_editor.post(at("restore", letter, 1))
    letter.refresh_from_db()
    draft = letter.get_latest_revision_as_object()
    content, first = draft.frozen_content(), LetterVersion.objects.get(text=letter, number=1).content
    kinds = ["text", "text", "conditional", "agreements", "free_slot", "signature"]
    assert [block["type"] for block in content["blocks"]] == kinds
    assert content["blocks"][1]["value"] == first["blocks"][1]["value"]["nodes"]
    for number in (0, 2, 3, 4, 5):
        assert content["blocks"][number] == first["blocks"][number]
    assert content["subject"] == first["subject"]


def test_a_passage_that_still_says_so_comes_back_as_that_passage(as_editor, letter, passage):
    assert "Regelingen" not in html_of(as_editor, "restore", letter, 1)
    as_editor.post(at("restore", letter, 1))
    letter.refresh_from_db()
    draft = letter.get_latest_revision_as_object()
    assert draft.body[1].value == passage
    assert draft.frozen_content()["blocks"] == letter.versions.get(number=1).content["blocks"]


def test_a_guide_keeps_the_keys_of_its_questions(as_editor, guide):
    as_editor.post(at("restore", guide, 1))
    guide.refresh_from_db()
    content = guide.get_latest_revision_as_object().frozen_content()
    assert content == guide.versions.get(number=1).content


def test_what_is_gone_is_named_before(as_editor, guide):
    Provision.objects.all().delete()
    assert "<strong>Stadspas</strong>" in html_of(as_editor, "restore", guide, 1)
    as_editor.post(at("restore", guide, 1))
    guide.refresh_from_db()
    assert guide.get_latest_revision_as_object().frozen_content()["provisions"] == []


def test_looking_at_the_page_restores_nothing(as_editor, letter):
    before = letter.latest_revision_id
    html_of(as_editor, "restore", letter, 1)
    letter.refresh_from_db()
    assert letter.latest_revision_id == before


def test_a_text_that_waits_for_approval_is_not_changed(as_editor, editor, letter):
    workflow = set_up_workflow(name="Vier ogen", task_name="t", groups=[Group.objects.create(name="goed")])
    workflow.start(letter, editor)
    before = letter.latest_revision_id
    response = as_editor.post(at("restore", letter, 1), follow=True)
    letter.refresh_from_db()
    assert letter.latest_revision_id == before
    assert "Kennismaken" in str(list(response.context["messages"])[0])


# who may


NAMES = [("versions", ()), ("version", (1,)), ("changes", ()), ("pdf", (1,))]


def test_who_may_read_the_text_sees_all_and_changes_nothing(client, letter):
    client.force_login(user_with("view_lettertext"))
    for name, args in NAMES:
        assert client.get(at(name, letter, *args), follow=True).status_code == 200
    assert at("restore", letter, 1) not in html_of(client, "versions", letter)
    assert client.post(at("restore", letter, 1)).status_code == 302
    letter.refresh_from_db()
    assert not ModelLogEntry.objects.filter(action="kik.text_restored").exists()


def test_who_may_not_read_the_text_sees_nothing(client, letter):
    client.force_login(user_with("view_conversationguide"))
    for name, args in [*NAMES, ("restore", (1,))]:
        assert client.get(at(name, letter, *args)).status_code == 302


def test_what_is_not_there_is_not_found(as_editor, letter, guide):
    for address in (
        at("version", letter, 9),
        at("restore", letter, 9),
        at("changes", letter, van=9),
        at("changes", letter, van="x"),
        at("changes", letter, naar="9" * 30),
        reverse("kik_texts:versions", args=["passage", 1]),
        reverse("kik_texts:versions", args=["brief", 99999]),
        reverse("kik_texts:version", args=["brief", letter.pk, 10**12]),
    ):
        assert as_editor.get(address).status_code == 404, address


# entrances


@pytest.mark.parametrize("text", ["letter", "guide"])
def test_the_edit_page_and_the_list_lead_here(as_editor, text, request):
    text = request.getfixturevalue(text)
    viewset = type(text).snippet_viewset
    edit = as_editor.get(reverse(viewset.get_url_name("edit"), args=[text.pk])).content.decode()
    listing = as_editor.get(reverse(viewset.get_url_name("list"))).content.decode()
    for html in (edit, listing):
        assert at("versions", text) in html
        assert at("changes", text) in html


def test_a_passage_has_no_versions_of_its_own_and_says_which_letters_use_it(as_editor, editor, letter, passage):
    editor.user_permissions.add(*Permission.objects.filter(codename__in=("view_passage", "change_passage")))
    viewset = Passage.snippet_viewset
    listing = as_editor.get(reverse(viewset.get_url_name("list"))).content.decode()
    assert "/versies/" not in listing
    used = as_editor.get(reverse(viewset.get_url_name("usage"), args=[passage.pk])).content.decode()
    assert "Kennismaken" in used


def test_a_provision_says_which_guides_mention_it(as_editor, editor, guide):
    editor.user_permissions.add(*Permission.objects.filter(codename__in=("view_provision", "change_provision")))
    provision = Provision.objects.get()
    address = reverse(Provision.snippet_viewset.get_url_name("usage"), args=[provision.pk])
    assert "Gids" in as_editor.get(address).content.decode()
