"""Export and import at the screen and by command: who may, what is refused, and that a press counts once."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from kik_wagtail.snippets.carrying import reader
from kik_wagtail.snippets.models import Passage, TextImport
from kik_wagtail.snippets.views import carrying
from tests.factories import make_user
from tests.starting import kik_setup

from .texts import make_library

pytestmark = pytest.mark.django_db
NEW = b"format: 1\ntexts:\n  passage:\n    bel:\n      title: Bel ons\n      text: Bel ons.\n    nieuw:\n      title: Nieuw\n      text: x\n"


@pytest.fixture
def roles(db):
    kik_setup()
    make_library()
    return {role: make_user(role, roles=(role,)) for role in ("content_editor", "manager", "coach", "auditor")}


@pytest.fixture
def as_editor(client, roles):
    client.force_login(roles["content_editor"])
    return client


def offer(client, content=NEW, name="teksten.yaml"):
    return client.post(reverse("kik_texts:carry"), {"file": SimpleUploadedFile(name, content)})


# who may


@pytest.mark.parametrize(
    ("role", "may_export", "may_import"),
    [("content_editor", True, True), ("manager", True, True), ("coach", False, False), ("auditor", False, False)],
)
def test_who_keeps_texts_takes_them_along(client, roles, role, may_export, may_import):
    client.force_login(roles[role])
    assert (client.get(reverse("kik_texts:carry")).status_code == 200) is may_export
    response = client.get(reverse("kik_texts:export"))
    assert (response.status_code == 200) is may_export
    assert ("attachment" in response.headers.get("Content-Disposition", "")) is may_export
    response = offer(client)
    assert TextImport.objects.exists() is may_import
    assert response.status_code == 302
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("kik_texts:carry") in home) is may_export


def test_a_manager_who_keeps_routes_reads_no_passages_in(client, roles):
    client.force_login(roles["manager"])
    page = offer(client)["Location"]
    html = client.get(page).content.decode()
    assert "2 geweigerd" in html
    assert 'name="text"' not in html
    client.post(page, {"text": ["passage:nieuw", "passage:bel"], "over": ["passage:bel"]})
    assert not Passage.objects.filter(code="nieuw").exists()
    assert not Passage.objects.get(code="bel").has_unpublished_changes


def test_the_file_of_somebody_else_does_not_exist(client, as_editor, roles):
    page = offer(as_editor)["Location"]
    assert as_editor.get(page).status_code == 200
    other = make_user("tweede", roles=("content_editor",))
    client.force_login(other)
    assert client.get(page).status_code == 404
    assert client.post(page, {"text": "passage:nieuw"}).status_code == 404
    assert not Passage.objects.filter(code="nieuw").exists()
    client.force_login(roles["coach"])
    assert client.get(page).status_code == 302


# out


def test_the_export_is_a_file_that_any_reader_of_yaml_reads(as_editor):
    response = as_editor.get(reverse("kik_texts:export"))
    assert response["Content-Type"].startswith("application/yaml")
    root = yaml.safe_load(response.content)
    assert root["format"] == reader.FORMAT
    assert root["texts"]["passage"]["bel"]["title"] == "Bel mij"
    assert root["texts"]["lettertext"]["uitnodiging-gesprek"]["state"] == "as shipped"
    assert reader.read(response.content).texts.keys() == root["texts"].keys()


def test_drafts_go_out_when_asked_for(as_editor):
    passage = Passage.objects.get(code="bel")
    passage.title = "Bel ons"
    passage.save_revision()
    assert b"Bel ons" not in as_editor.get(reverse("kik_texts:export")).content
    response = as_editor.get(reverse("kik_texts:export"), {"wording": "newest"})
    assert b"Bel ons" in response.content
    assert "concepten" in response["Content-Disposition"]


# in


def test_choose_check_confirm_and_the_summary(as_editor, roles):
    page = offer(as_editor)["Location"]
    html = as_editor.get(page).content.decode()
    assert "1 nieuw, 1 gewijzigd, 0 gelijk, 0 geweigerd." in html
    assert "Maak 2 concepten" in html
    assert not Passage.objects.filter(code="nieuw").exists()
    as_editor.post(page, {"text": ["passage:nieuw", "passage:bel"]})
    bel = Passage.objects.get(code="bel")
    assert bel.title == "Bel mij"
    assert bel.get_latest_revision_as_object().title == "Bel ons"
    assert bel.latest_revision.user == roles["content_editor"]
    summary = as_editor.get(page).content.decode()
    assert "Er wachten 2 concepten" in summary
    assert "revisions/compare" in summary
    assert TextImport.objects.get().content == ""


def test_a_second_press_makes_nothing(as_editor):
    page = offer(as_editor)["Location"]
    as_editor.post(page, {"text": ["passage:bel"]})
    count = Passage.objects.get(code="bel").revisions.count()
    as_editor.post(page, {"text": ["passage:bel", "passage:nieuw"]})
    assert Passage.objects.get(code="bel").revisions.count() == count
    assert not Passage.objects.filter(code="nieuw").exists()
    assert "Er wacht 1 concept" in as_editor.get(page).content.decode()


def test_a_draft_that_came_after_the_check_is_left_alone(as_editor):
    page = offer(as_editor)["Location"]
    passage = Passage.objects.get(code="bel")
    passage.title = "Intussen"
    passage.save_revision()
    as_editor.post(page, {"text": ["passage:bel"]})
    passage.refresh_from_db()
    assert passage.get_latest_revision_as_object().title == "Intussen"


def test_a_draft_is_put_aside_by_a_tick_of_its_own(as_editor):
    passage = Passage.objects.get(code="bel")
    passage.title = "Concept"
    passage.save_revision()
    page = offer(as_editor)["Location"]
    html = as_editor.get(page).content.decode()
    assert 'name="over" value="passage:bel" data-kik' in html
    as_editor.post(page, {"over": ["passage:bel"]})
    passage.refresh_from_db()
    assert passage.get_latest_revision_as_object().title == "Bel ons"


def test_the_same_file_again_has_nothing_to_read_in(as_editor):
    content = as_editor.get(reverse("kik_texts:export")).content
    html = as_editor.get(offer(as_editor, content)["Location"]).content.decode()
    assert "0 nieuw, 0 gewijzigd" in html
    assert "Er is niets in te lezen." in html
    assert 'name="text"' not in html


def test_what_is_refused_stands_below_with_its_place(as_editor):
    content = NEW + b"    fout:\n      title: Fout\n      text: <p>((weg))</p>\n    erger:\n      titel: x\n"
    html = as_editor.get(offer(as_editor, content)["Location"]).content.decode()
    assert "2 geweigerd" in html
    assert "weg" in html
    assert "titel" in html


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"a: [", b"- a", b"format: 9\ntexts: {}", b"format: 1\ntexts: &a {}"]
)
def test_what_is_no_file_of_texts_is_told_beside_the_field_and_kept_nowhere(as_editor, content):
    response = offer(as_editor, content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not TextImport.objects.exists()


def test_a_file_that_is_too_large_is_refused_unread(as_editor, monkeypatch):
    monkeypatch.setattr("kik_wagtail.snippets.carrying.forms.MOST_BYTES", 20)
    response = offer(as_editor)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]


def test_no_file_at_all_is_told_too(as_editor):
    assert as_editor.post(reverse("kik_texts:carry"), {}).context["form"].errors["file"]


def test_what_stands_in_a_file_is_shown_as_text(as_editor):
    content = b"format: 1\ntexts:\n  <b>x</b>:\n    <i>y</i>:\n      title: <script>alert(1)</script>\n"
    html = as_editor.get(offer(as_editor, content)["Location"]).content.decode()
    assert "<script>alert(1)" not in html
    assert "<i>y</i>" not in html
    assert "&lt;i&gt;y&lt;/i&gt;" in html


def test_a_file_that_nobody_confirmed_is_forgotten_after_a_day(as_editor):
    offer(as_editor)
    TextImport.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    offer(as_editor)
    assert TextImport.objects.count() == 1


def test_more_texts_than_one_list_holds_come_in_turns(as_editor, monkeypatch):
    monkeypatch.setattr(carrying, "MOST_LISTED", 1)
    html = as_editor.get(offer(as_editor)["Location"]).content.decode()
    assert html.count('name="text"') == 1
    assert "Er volgt nog 1 tekst" in html


# by command


def run(*args, **options):
    out, error = StringIO(), StringIO()
    code = 0
    try:
        call_command("kik_texts", *args, stdout=out, stderr=error, **options)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue(), error.getvalue()


def test_the_command_writes_and_reads(roles, tmp_path):
    path = tmp_path / "teksten.yaml"
    assert run("export", str(path))[0] == 0
    code, out, _error = run("import", str(path), "--dry-run", "--format", "json")
    answer = json.loads(out)
    assert (code, answer["new"], answer["changed"], answer["refused"]) == (0, 0, 0, 0)
    assert answer["same"] > 40


def test_a_dry_run_writes_nothing_and_a_run_makes_drafts(roles, tmp_path):
    path = tmp_path / "teksten.yaml"
    path.write_bytes(NEW)
    code, out, _error = run("import", str(path), "--dry-run")
    assert code == 0
    assert "1 nieuw, 1 gewijzigd" in out
    assert not Passage.objects.filter(code="nieuw").exists()
    run("import", str(path))
    assert Passage.objects.get(code="nieuw").live is False
    assert Passage.objects.get(code="bel").title == "Bel mij"
    code, out, _error = run("import", str(path), "--format", "json")
    assert json.loads(out)["made"] == 0


def test_the_command_puts_a_draft_aside_only_when_told(roles, tmp_path):
    path = tmp_path / "teksten.yaml"
    path.write_bytes(NEW)
    passage = Passage.objects.get(code="bel")
    passage.title = "Concept"
    passage.save_revision()
    _code, out, _error = run("import", str(path))
    assert "passage:bel" in out
    passage.refresh_from_db()
    assert passage.get_latest_revision_as_object().title == "Concept"
    run("import", str(path), "--over-drafts")
    passage.refresh_from_db()
    assert passage.get_latest_revision_as_object().title == "Bel ons"


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"a: [", b"- a", NEW + b"      title: x\n", NEW.replace(b"Bel ons.", b"[1]")]
)
def test_a_bad_file_ends_with_2_and_one_sentence(roles, tmp_path, content):
    path = tmp_path / "teksten.yaml"
    path.write_bytes(content)
    before = Passage.objects.count()
    code, out, error = run("import", str(path))
    assert (code, out) == (2, "")
    assert len(error.strip().splitlines()) == 1
    assert "Traceback" not in error
    code, out, _error = run("import", str(path), "--format", "json")
    assert code == 2
    assert json.loads(out)["error"]["code"].startswith("texts.")
    assert Passage.objects.count() == before


def test_a_file_that_is_not_there_ends_with_2(tmp_path):
    assert run("import", str(tmp_path / "weg.yaml"))[0] == 2


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CommandError):
        run("export", str(tmp_path / "weg" / "teksten.yaml"))
