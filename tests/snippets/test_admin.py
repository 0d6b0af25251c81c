"""The editors' screens in a real request: chips, preview, buttons, approval, archive."""

import json
import re

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Revision, Site
from wagtail.rich_text import RichText

from kik_wagtail.residents.models import Resident
from kik_wagtail.snippets import pasting, rendering, rich_text
from kik_wagtail.snippets.blocks import BODY_FEATURES, LINE_FEATURES, LetterRichTextBlock
from kik_wagtail.snippets.models import (
    ClosingDay,
    ConversationGuide,
    CoreValue,
    GlossaryTerm,
    LetterLayout,
    LetterText,
    LifeDomain,
    Partner,
    Passage,
    Place,
    Principle,
    Provision,
)
from kik_wagtail.snippets.services import set_up_workflow
from kik_wagtail.snippets.viewsets import TextsGroup

from . import golden
from .letters import CREATED, SUBJECT, chip, composed

pytestmark = pytest.mark.django_db


def round_trip(html, features=BODY_FEATURES):
    converter = ContentstateConverter(features)
    state = json.loads(converter.from_database_format(html))
    for block in state["blocks"]:
        block["key"] = "abcde"
    return converter.to_database_format(json.dumps(state)).replace(' data-block-key="abcde"', "")


def in_the_editor(html, features=BODY_FEATURES):
    return json.loads(ContentstateConverter(features).from_database_format(html))


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Beste {chip('voornaam')}, en {chip('naam')}.</p>",
        f"<p>{chip('voornaam')}{chip('naam')}</p>",
        f"<p><b>Dag</b> {chip('naam')} <b>dag</b></p>",
        f"<ul><li>{chip('naam')}</li></ul>",
    ],
)
def test_a_chip_survives_both_ways(html):
    assert round_trip(html) == html


def test_a_chip_reads_as_the_fields_label(settings):
    block = in_the_editor(f"<p>Beste {chip('voornaam')}, hallo</p>")["blocks"][0]
    assert "((" not in block["text"]
    assert block["text"].startswith("Beste ")
    start, length = block["entityRanges"][0]["offset"], block["entityRanges"][0]["length"]
    assert block["text"][start + length :] == ", hallo"


def test_bold_over_a_chip_stays_on_the_chip():
    html = f"<p>Dag <b>{chip('naam')}</b> en verder</p>"
    block = in_the_editor(html)["blocks"][0]
    bold, entity = block["inlineStyleRanges"][0], block["entityRanges"][0]
    assert (bold["offset"], bold["length"]) == (entity["offset"], entity["length"])
    assert "<b>((naam))</b>" in round_trip(html)
    assert round_trip(round_trip(html)) == round_trip(html)


def test_a_changed_label_is_put_right():
    assert round_trip('<p><span data-merge-field="naam">iets anders</span></p>') == f"<p>{chip('naam')}</p>"


def test_an_editor_has_headings_lists_links_bold_and_fields_and_nothing_else():
    options = LetterRichTextBlock().field.widget.options
    assert [one["type"] for one in options["blockTypes"]] == [
        "header-three",
        "unordered-list-item",
        "ordered-list-item",
    ]
    assert [one["type"] for one in options["inlineStyles"]] == ["BOLD"]
    assert {one["type"] for one in options["entityTypes"]} == {"LINK", "MERGE_FIELD", pasting.TYPE}
    assert not options.get("enableHorizontalRule")


def test_without_the_feature_only_an_unmistakable_label_is_left():
    assert round_trip(f"<p>Beste {chip('naam')}</p>", ["bold"]) == "<p>Beste ((naam))</p>"


def test_the_subject_has_chips_too():
    assert round_trip(SUBJECT, LINE_FEATURES) == SUBJECT


@pytest.mark.parametrize("html", ['<p><span data-merge-field="weg">((weg))</span></p>', "<p>Beste ((voornaam))</p>"])
def test_unknown_and_typed_fields_are_refused(html):
    with pytest.raises(ValidationError):
        LetterRichTextBlock().clean(RichText(html))
    with pytest.raises(ValidationError):
        Passage(code="p", title="P", text=html).full_clean()


def test_a_field_that_cannot_work_for_the_purpose_is_refused():
    body = [{"type": "text", "value": f"<p>Op {chip('afspraak_datum')}</p>"}]
    letter = LetterText(code="b", title="B", purpose="not_reached", subject="<p>x</p>", body=body)
    with pytest.raises(ValidationError) as refusal:
        letter.full_clean()
    assert list(refusal.value.message_dict) == ["body"]
    letter.purpose = "invitation"
    letter.full_clean()


def test_a_text_about_a_duty_needs_a_date_to_look_at_it_again():
    body = [{"type": "text", "value": "<p>x</p>"}]
    with pytest.raises(ValidationError) as refusal:
        LetterText(code="b", title="B", tone="duty", subject="<p>x</p>", body=body).full_clean()
    assert list(refusal.value.message_dict) == ["valid_until"]


def test_a_code_is_made_from_the_title_and_never_twice():
    for expected in ("buurthuis", "buurthuis-2", "buurthuis-3"):
        place = Place(title="Buurthuis")
        place.full_clean()
        place.save()
        assert place.code == expected


MODELS = (
    *(
        LetterText,
        Passage,
        ConversationGuide,
        CoreValue,
        Principle,
        LifeDomain,
        Provision,
        Place,
        Partner,
        GlossaryTerm,
    ),
    ClosingDay,
)


@pytest.fixture
def letter(db):
    body = [
        {"type": "text", "value": f"<p>Dag {chip('voornaam')}, bel {chip('coach_telefoon')}.</p>"},
        {"type": "signature", "value": {"name": "Wethouder", "role": ""}},
    ]
    return LetterText.objects.create(code="brief", title="Brief", live=False, subject=SUBJECT, body=body)


@pytest.fixture
def approvers():
    return Group.objects.create(name="goedkeurders")


def make_editor(name, group, *actions):
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "x", first_name=name.title())
    user.groups.add(group)
    codenames = [f"{action}_lettertext" for action in actions]
    user.user_permissions.set(Permission.objects.filter(codename__in=[*codenames, "access_admin"]))
    return user


def url(model_or_object, name, *args):
    return reverse(model_or_object.snippet_viewset.get_url_name(name), args=args)


def posted(letter, **more):
    """What the editor posts for a body of text and signature blocks."""
    fields = {
        "title": letter.title,
        "code": letter.code,
        "purpose": letter.purpose,
        "tone": letter.tone,
        "subject": ContentstateConverter(LINE_FEATURES).from_database_format(letter.subject),
        "body-count": len(letter.body),
    }
    for number, child in enumerate(letter.body):
        prefix = f"body-{number}"
        fields |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": number,
            f"{prefix}-type": child.block_type,
            f"{prefix}-id": child.id or "",
        }
        if child.block_type == "text":
            fields[f"{prefix}-value"] = ContentstateConverter(BODY_FEATURES).from_database_format(child.value.source)
        else:
            fields |= {f"{prefix}-value-{key}": value for key, value in child.value.items()}
    return fields | more


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(admin_client, model):
    for name in ("list", "add"):
        assert admin_client.get(url(model, name)).status_code == 200


def test_a_new_letter_begins_with_the_salutation_and_ends_with_the_signature(admin_client):
    form = admin_client.get(url(LetterText, "add")).context["form"]
    first, last = form["body"].value()
    assert (first.block_type, last.block_type) == ("text", "signature")
    assert rich_text.fields(rich_text.parse(first.value.source)) == ["aanhef"]
    assert last.value["closing"] == "Met vriendelijke groet,"


def test_the_group_has_all_screens():
    assert {viewset.model for viewset in TextsGroup.items} == set(MODELS)


def test_the_editor_has_the_chips_and_no_script_of_ours_in_the_page(admin_client, letter):
    page = admin_client.get(url(letter, "edit", letter.pk)).content.decode()
    assert "kik_wagtail/snippets/snippets.js" in page
    assert "coach_naam" in page
    for script in re.findall(r"<script(?![^>]*(?:src|type)=)[^>]*>(.*?)</script>", page, re.DOTALL):
        assert "merge" not in script.lower()


def preview(client, letter, mode):
    address = url(letter, "preview_on_edit", letter.pk)
    answer = client.post(address, posted(letter)).json()
    assert (answer["is_valid"], answer["is_available"]) == (True, True)
    return client.get(address, {"mode": mode}).content.decode()


def test_every_sample_resident_has_a_page(admin_client, letter):
    assert len(letter.preview_modes) >= 7
    for mode, _label in letter.preview_modes:
        page = preview(admin_client, letter, mode)
        assert "data:image/svg+xml" in page, mode
        assert "<script>" not in page


def test_the_preview_asks_nothing_about_real_residents(admin_client, letter):
    with CaptureQueriesContext(connection) as asked:
        for mode, _label in letter.preview_modes:
            preview(admin_client, letter, mode)
    personal = {model._meta.db_table for model in apps.get_models() if hasattr(model, "resident_id")}
    personal.add(Resident._meta.db_table)
    assert len(personal) > 5
    assert not [query["sql"] for query in asked if any(f'"{table}"' in query["sql"] for table in personal)]


def test_the_window_on_the_page_is_that_of_the_site(admin_client, letter, site):
    layout = LetterLayout.for_site(site)
    layout.window_x_mm, layout.window_y_mm = 105, 45.5
    layout.save()
    page = preview(admin_client, letter, "short")
    assert '<rect x="105.0" y="45.5" width="90.0" height="35.0"' in page


def test_what_is_typed_stands_on_the_page_before_it_is_saved(admin_client, letter):
    letter.body[0].value = RichText("<p>Net getypt.</p>")
    assert "Net getypt." in preview(admin_client, letter, "short")


def test_a_character_that_cannot_be_printed_is_named_and_no_old_page_shown(admin_client, letter):
    letter.body[0].value = RichText("<p>Draad 🧵 en naald</p>")
    page = preview(admin_client, letter, "short")
    assert "U+1F9F5" in page
    assert "data:image" not in page


def test_the_text_twin_escapes_words(admin_client, letter):
    letter.body[0].value = RichText("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    page = preview(admin_client, letter, "short")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_passage_and_a_guide_have_a_preview(admin_client):
    passage = Passage.objects.create(code="p", title="P", text="<p>Mijn passage.</p>")
    request_fields = {
        "title": "P",
        "code": "p",
        "text": ContentstateConverter(BODY_FEATURES).from_database_format(passage.text),
    }
    address = url(passage, "preview_on_edit", passage.pk)
    assert admin_client.post(address, request_fields).json()["is_valid"]
    assert "Mijn passage." in admin_client.get(address).content.decode()

    guide = ConversationGuide.objects.create(code="g", title="Mijn gids", kinds=["first"], body=[])
    address = url(guide, "preview_on_edit", guide.pk)
    fields = {"title": "Mijn gids", "code": "g", "kinds": ["first"], "channel": "any", "body-count": 0}
    admin_client.post(address, fields)
    assert "Mijn gids" in admin_client.get(address).content.decode()


def test_the_publish_button_is_not_there(admin_client, letter):
    assert "action-publish" not in admin_client.get(url(letter, "edit", letter.pk)).content.decode()
    assert "action-publish" not in admin_client.get(url(LetterText, "add")).content.decode()
    assert "action-publish" in admin_client.get(url(Partner, "add")).content.decode()


def test_with_four_eyes_off_the_publish_button_is_there(admin_client, letter, settings):
    settings.KIK_WAGTAIL_FOUR_EYES = False
    assert "action-publish" in admin_client.get(url(letter, "edit", letter.pk)).content.decode()


def test_a_posted_publish_is_refused_and_nothing_is_live(admin_client, letter):
    admin_client.post(url(letter, "edit", letter.pk), posted(letter, **{"action-publish": "1"}))
    letter.refresh_from_db()
    assert not letter.live
    assert not letter.versions.exists()


def test_an_editor_submits_and_another_editor_approves(client, letter, approvers):
    set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[approvers])
    editor, editor2 = (make_editor(name, approvers, "view", "change") for name in ("editor", "editor2"))
    client.force_login(editor)
    letter.body[0].value = RichText("<p>Een nieuwe zin.</p>")
    client.post(url(letter, "edit", letter.pk), posted(letter, **{"action-submit": "1"}))
    letter.refresh_from_db()
    state = letter.current_workflow_task_state
    action = url(letter, "workflow_action", letter.pk, "approve", state.pk)

    client.post(action, {"comment": ""})
    letter.refresh_from_db()
    assert not letter.live

    client.force_login(editor2)
    client.post(action, {"comment": ""})
    letter.refresh_from_db()
    assert letter.live
    version = letter.versions.get()
    assert version.published_by == editor2
    assert "Een nieuwe zin." in str(version.content)


def test_what_no_letter_can_print_is_kept_as_a_draft_and_not_submitted(admin_client, letter, approvers):
    set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[approvers])
    letter.body[0].value = RichText("<p>Draad 🧵 en naald</p>")
    form = posted(letter)
    answer = admin_client.post(url(letter, "edit", letter.pk), form | {"action-submit": "1"})
    assert "U+1F9F5" in answer.content.decode()
    letter.refresh_from_db()
    assert letter.current_workflow_state is None
    admin_client.post(url(letter, "edit", letter.pk), form)
    letter.refresh_from_db()
    assert "en naald" in letter.get_latest_revision().content["body"]


@pytest.mark.parametrize("wrong", [{"subject": "<p>🧵</p>"}, {"subject": "<p><b>漢</b></p>"}])
def test_a_subject_is_printable(letter, wrong):
    for name, value in wrong.items():
        setattr(letter, name, value)
    with pytest.raises(ValidationError) as refused:
        letter.full_clean()
    assert set(refused.value.message_dict) == set(wrong)


def test_a_passage_is_printable_for_nobody_else_approves_it():
    with pytest.raises(ValidationError) as refused:
        Passage(code="p", title="P", text="<p>🧵</p>").full_clean()
    assert set(refused.value.message_dict) == {"text"}
    Passage(code="p", title="P", text="<p>Nguyễn, e\u0301 en zach\u00adte koppeltekens</p>").full_clean()


def test_nobody_deletes_a_text_not_even_a_superuser(admin_client, letter):
    response = admin_client.post(url(letter, "delete", letter.pk))
    assert response.status_code in {302, 403, 404}
    assert LetterText.objects.filter(pk=letter.pk).exists()


def test_a_user_without_rights_sees_no_texts(client, letter):
    client.force_login(make_editor("geen", Group.objects.create(name="leeg")))
    for address in (url(LetterText, "list"), url(letter, "edit", letter.pk)):
        assert client.get(address).status_code in {302, 403}


@pytest.fixture
def site():
    """There already where migrations ran."""
    Locale.objects.get_or_create(language_code="nl")
    return Site.objects.first() or Site.objects.create(
        hostname="testserver", is_default_site=True, root_page=Page.add_root(title="Root", slug="root")
    )


def test_the_layout_of_letters_is_a_site_setting(admin_client, site):
    layout = LetterLayout.for_site(site)
    assert (
        admin_client.get(reverse("wagtailsettings:edit", args=["kik_wagtail", "letterlayout", site.pk])).status_code
        == 200
    )
    layout.window_x_mm, layout.window_width_mm = 110, 110
    with pytest.raises(ValidationError):
        layout.full_clean()


def test_the_foot_of_every_letter_is_printable(site):
    layout = LetterLayout.for_site(site)
    layout.full_clean()
    layout.footer = "Gemeente 🧵"
    with pytest.raises(ValidationError) as refused:
        layout.full_clean()
    assert set(refused.value.message_dict) == {"footer"}


def test_the_order_of_a_list_survives_publishing_an_older_draft(admin_client):
    value = CoreValue.objects.create(code="a", title="A", summary="s", sort_order=1)
    value.save_revision()
    CoreValue.objects.update(sort_order=7)
    Revision.objects.get().publish()
    value.refresh_from_db()
    assert value.sort_order == 7


def test_a_logo_from_the_images_is_printed_and_one_with_letters_refused(site):
    Collection.objects.first() or Collection.add_root(name="Root")
    layout = LetterLayout.for_site(site)
    for svg, allowed in (
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>', True),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>K</text></svg>', False),
    ):
        layout.logo = get_image_model().objects.create(title="logo", file=SimpleUploadedFile("logo.svg", svg))
        if allowed:
            layout.full_clean()
            assert layout.as_layout().logo == svg
        else:
            with pytest.raises(ValidationError):
                layout.full_clean()


def test_a_png_logo_is_typeset(site):
    Collection.objects.first() or Collection.add_root(name="Root")
    layout = LetterLayout.for_site(site)
    layout.logo = get_image_model().objects.create(title="logo", file=get_test_image_file())
    letter = composed().letter
    document = rendering.pdf([letter], layout=layout.as_layout(), title="Kennismaken", created=CREATED)
    assert golden.faults(document, title="Kennismaken") == []
