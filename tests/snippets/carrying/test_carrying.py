"""Out of one site and into another: nothing lost, nothing published, nothing overwritten."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from kik_wagtail.residents.models import Area
from kik_wagtail.snippets import locks
from kik_wagtail.snippets.carrying import errors, exporting, importing, writer
from kik_wagtail.snippets.carrying.items import carried_fields
from kik_wagtail.snippets.carrying.reader import TextsFile
from kik_wagtail.snippets.carrying.references import in_order
from kik_wagtail.snippets.models import (
    ConversationGuide,
    CoreValue,
    LetterText,
    LetterVersion,
    Partner,
    Passage,
    Place,
    Provision,
    ShippedItem,
)
from kik_wagtail.snippets.services import set_up_workflow
from kik_wagtail.starter import services as starter
from tests.factories import make_user

from .texts import NOW, empty_the_site, exported, make_library, publish, publish_all, read_in

pytestmark = pytest.mark.django_db


def file_of(kind, code, **item):
    return TextsFile(texts={kind: {code: item}})


def passage_file(code="bel", text="<p>Belt u mij gerust.</p>", title="Bel mij", **more):
    return file_of("passage", code, title=title, text=text, **more)


def refused(file, **options):
    [item] = importing.check(file, user=None, **options).items
    assert item.outcome == "refused"
    return " ".join(f"{fault.where}: {fault.message}" for fault in item.faults)


# out


def test_every_kind_of_text_is_in_the_file_with_codes_for_what_it_points_to():
    make_library()
    texts = exported().texts
    assert set(texts) == {model._meta.model_name for model in in_order()}
    letter = texts["lettertext"]["brief"]
    assert letter["subject"] == "Dag ((voornaam))"
    assert letter["core_values"] == ["eerlijk"]
    assert letter["body"][1] == {"passage": "bel"}
    assert letter["body"][2]["conditional"]["blocks"] == [{"passage": "bel"}]
    assert letter["body"][3] == "agreements"
    assert texts["lettertext"]["brief-en"]["translation_of"] == "brief"
    questions = texts["conversationguide"]["gids"]["body"][0]["phase"]["questions"]
    assert [question["key"] for question in questions] == ["vraag-1", "vraag-2"]


def test_the_file_holds_no_keys_of_this_site_and_nobody_who_works_there():
    make_library()
    owner = get_user_model().objects.create_user("zx-eigenaar", "zx@example.org", first_name="Zx", last_name="Eigenaar")
    letter = LetterText.objects.get(code="brief")
    letter.owner = owner
    letter.save_revision(user=owner)
    for wording in (exporting.PUBLISHED, exporting.NEWEST):
        text = writer.as_yaml(exporting.texts_file(now=NOW, wording=wording)).decode().lower()
        assert "zx" not in text
        assert "owner" not in text
        assert "data-block-key" not in text
        assert "revision" not in text


def test_two_exports_differ_in_their_moment_only():
    make_library()
    one = writer.as_yaml(exporting.texts_file(now=NOW)).decode().splitlines()
    other = writer.as_yaml(exporting.texts_file(now=NOW.replace(hour=10))).decode().splitlines()
    assert [line for line, again in zip(one, other, strict=True) if line != again] == [
        "moment: '2026-11-23T10:00:00+01:00'"
    ]


def test_what_is_live_goes_out_and_drafts_when_asked_for():
    make_library()
    passage = Passage.objects.get(code="bel")
    passage.title = "Bel ons"
    passage.save_revision()
    Provision.objects.create(code="nieuw", title="Nieuw", summary="x", live=False).save_revision()
    live, newest = exported().texts, exported(wording=exporting.NEWEST).texts
    assert (live["passage"]["bel"]["title"], newest["passage"]["bel"]["title"]) == ("Bel mij", "Bel ons")
    assert ("nieuw" in live["provision"], "nieuw" in newest["provision"]) == (False, True)


@pytest.mark.parametrize("model", in_order(), ids=lambda model: model.__name__)
def test_nothing_that_a_person_fills_in_stays_behind(model):
    left = {"owner", "first_published_at", "go_live_at", "expire_at", "translated_version", "code"}  # of this site
    editable = {
        field.name for field in model._meta.get_fields() if getattr(field, "editable", False) and not field.auto_created
    }
    assert editable - {field.name for field in carried_fields(model)} - left == set()


def test_writing_asks_as_much_of_the_database_for_many_texts_as_for_few(django_assert_num_queries):
    make_library()
    with CaptureQueriesContext(connection) as few:
        exported()
    for number in range(20):
        publish(Passage.objects.create(code=f"p{number}", title=f"P{number}", text="<p>x</p>"))
        letter = LetterText.objects.get(code="brief")
        letter.pk, letter.code, letter.title = None, f"brief-{number}", f"Brief {number}"
        letter.latest_revision = letter.live_revision = None
        letter._state.adding = True
        letter.save()
    with django_assert_num_queries(len(few)):
        assert len(exported().texts["lettertext"]) == 22


# round


def test_what_comes_out_of_one_site_goes_into_another_and_comes_out_the_same():
    make_library()
    before = exported()
    empty_the_site()
    report = read_in(before)
    assert report.counts == {"new": 6, "changed": 0, "same": 0, "refused": 0}
    assert not any(model.objects.filter(live=True).exists() for model in in_order())
    publish_all()
    assert exported().texts == before.texts
    assert importing.check(before, user=None).counts == {"new": 0, "changed": 0, "same": 6, "refused": 0}


def test_the_starter_content_goes_round_too():
    starter.load(user=None, now=NOW)
    before = exported()
    assert {item["state"] for items in before.texts.values() for item in items.values()} == {"as shipped"}
    ShippedItem.objects.all().delete()
    empty_the_site()
    report = read_in(before)
    assert (report.counts["refused"], report.counts["same"]) == (0, 0)
    publish_all()
    for kind, items in exported().texts.items():
        for code, item in items.items():
            assert item | {"state": "as shipped"} == before.texts[kind][code], (kind, code)


def test_an_answer_keeps_belonging_to_its_question():
    make_library()
    file = exported()
    empty_the_site()
    read_in(file)
    publish_all()
    version = ConversationGuide.objects.get(code="gids").versions.get()
    assert [question.key for question in version.questions] == ["vraag-1", "vraag-2"]


def test_a_question_that_was_written_without_a_key_gets_the_same_one_every_time():
    phase = {"title": "Openen", "questions": [{"open": {"label": "Hoe gaat het?"}}]}
    file = file_of("conversationguide", "gids", title="Gids", kinds=["first"], body=[{"phase": phase}])
    read_in(file)
    assert importing.check(file, user=None).counts["same"] == 1


def test_areas_are_called_otherwise_elsewhere_so_an_unknown_one_is_left_as_it_is():
    here = Area.objects.create(name="Oost")
    publish(Place.objects.create(code="poort", title="De Poort", kind="neighbourhood", area=here, address="A 1"))
    file = exported()
    assert file.texts["place"]["poort"]["area"] == "Oost"
    file.texts["place"]["poort"] |= {"area": "Noord", "address": "B 2"}
    report = read_in(file)
    assert [note.message for note in report.items[0].notes]
    place = Place.objects.get(code="poort")
    assert place.get_latest_revision_as_object().area == here
    assert place.get_latest_revision_as_object().address == "B 2"


# in


def test_a_changed_text_becomes_a_draft_and_a_new_one_is_not_published():
    make_library()
    versions = LetterVersion.objects.count()
    user = make_user("root", is_superuser=True)
    file = TextsFile(
        texts={
            "passage": {
                "bel": {"title": "Bel ons", "text": "<p>Bel ons.</p>"},
                "nieuw": {"title": "Nieuw", "text": "<p>x</p>"},
            }
        }
    )
    report = read_in(file, user=user)
    assert report.counts == {"new": 1, "changed": 1, "same": 0, "refused": 0}
    changed, new = Passage.objects.get(code="bel"), Passage.objects.get(code="nieuw")
    assert (changed.title, changed.live, changed.has_unpublished_changes) == ("Bel mij", True, True)
    assert changed.get_latest_revision_as_object().title == "Bel ons"
    assert changed.latest_revision.user == user
    assert (new.live, new.has_unpublished_changes) == (False, True)
    assert LetterVersion.objects.count() == versions


def test_a_check_leaves_nothing_behind():
    make_library()
    counts = [Revision.objects.count(), Passage.objects.count(), ModelLogEntry.objects.count()]
    report = importing.check(passage_file("nieuw"), user=None)
    assert report.counts["new"] == 1
    importing.check(passage_file("bel"), user=None)
    assert [Revision.objects.count(), Passage.objects.count(), ModelLogEntry.objects.count()] == counts
    assert not Passage.objects.filter(has_unpublished_changes=True).exists()


def test_a_draft_is_put_aside_only_when_that_was_ticked():
    make_library()
    passage = Passage.objects.get(code="bel")
    passage.title = "Mijn concept"
    passage.save_revision()
    [asked] = importing.check(passage_file(), user=None).items
    assert (asked.outcome, bool(asked.asks)) == ("changed", True)
    assert read_in(passage_file(), over=set()).made == []
    passage.refresh_from_db()
    assert passage.get_latest_revision_as_object().title == "Mijn concept"
    assert len(read_in(passage_file(), over={"passage:bel"}).made) == 1
    assert passage.revisions.filter(object_str="Mijn concept").exists()  # in the history


def test_what_is_live_is_the_same_whatever_the_draft_says():
    make_library()
    file = exported()
    passage = Passage.objects.get(code="bel")
    passage.title = "Mijn concept"
    passage.save_revision()
    assert importing.check(file, user=None).counts["same"] == 6


def test_only_what_was_chosen_is_read_in():
    make_library()
    file = TextsFile(
        texts={"passage": {"a": {"title": "A", "text": "<p>x</p>"}, "b": {"title": "B", "text": "<p>x</p>"}}}
    )
    assert [item.code for item in read_in(file, chosen={"passage:b"}).made] == ["b"]
    assert not Passage.objects.filter(code="a").exists()


def test_a_letter_may_point_to_a_passage_that_comes_in_with_it():
    letter = {
        "title": "Brief",
        "purpose": "other",
        "subject": "Dag",
        "body": [{"text": "<p>x</p>"}, {"passage": "nieuw"}],
    }
    file = TextsFile(texts={"lettertext": {"brief": letter}, "passage": {"nieuw": {"title": "P", "text": "<p>x</p>"}}})
    assert read_in(file).counts["new"] == 2
    body = LetterText.objects.get().get_latest_revision_as_object().body
    assert body[1].value == Passage.objects.get()


def test_without_that_passage_the_letter_is_refused():
    letter = {"title": "Brief", "purpose": "other", "subject": "Dag", "body": [{"passage": "weg"}]}
    file = TextsFile(texts={"lettertext": {"brief": letter}})
    assert "weg" in refused(file)
    assert read_in(file).made == []
    assert not LetterText.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (passage_file(text="<p>((weg))</p>"), "weg"),
        (passage_file(text="<p><script>x</script></p>"), "<script>"),
        (passage_file(text='<p><a href="javascript:x">y</a></p>'), "javascript:x"),
        (passage_file(text="<p>\u4e2d</p>"), "\u4e2d"),
        (passage_file(title="x" * 121), "120"),
        (passage_file(title=None), "title"),
        (passage_file(titel="Bel"), "titel"),
        (passage_file(code="geen code"), "code"),
        (file_of("gebruiker", "bel", title="x"), "gebruiker"),
        (file_of("user", "bel", title="x"), "user"),
        (file_of("lettertext", "b", title="B", subject="x", body=[{"tekst": "x"}]), "tekst"),
        (file_of("lettertext", "b", title="B", subject="x", body=[{"text": "<p>x</p>"}], purpose="iets"), "purpose"),
        (file_of("lettertext", "b", title="B", subject="x", body=[{"text": "x"}], core_values=["weg"]), "weg"),
        (file_of("lettertext", "b", title="B", subject="x", body=[{"text": "x"}], valid_until="31-02"), "valid_until"),
        (file_of("lettertext", "b", title="B", subject="x", body=[{"text": "x"}], tone="duty"), "valid_until"),
        (file_of("lettertext", "b", title="B", subject="x", body=[{"conditional": {"condition": "x"}}]), "body"),
        (file_of("lettertext", "b", title="B", subject="x", body=[{"signature": {"naam": "x"}}]), "naam"),
        (file_of("partner", "b", title="B", silent_after_weeks="99"), "silent_after_weeks"),
        (
            file_of(
                "conversationguide",
                "g",
                title="G",
                kinds=["first"],
                body=[{"phase": {"title": "A", "questions": [{"open": {"label": "x"}, "key": "k"}, {"date": {"label": "y"}, "key": "k"}]}}],
            ),
            "k",
        ),
        (file_of("conversationguide", "g", title="G", kinds=["feest"], body=[{"dos": ["x"]}]), "kinds"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_its_place_and_the_reason(file, said):
    assert said in refused(file)
    assert read_in(file).made == []


@pytest.mark.parametrize(
    ("item", "where"),
    [
        ({"title": ["x"]}, "title"),
        ({"title": {"x": "y"}}, "title"),
        ({"title": "x", "body": "words"}, "body"),
        ({"title": "x", "body": {"text": "x"}}, "body"),
        ({"title": "x", "body": [["text"]]}, "body › 1"),
        ({"title": "x", "body": [{"text": "x", "passage": "y"}]}, "body › 1"),
        ({"title": "x", "body": [{}]}, "body › 1"),
        ({"title": "x", "body": [None]}, "body › 1"),
        ({"title": "x", "body": [{"text": ["x"]}]}, "body › 1 › text"),
        ({"title": "x", "body": [{"free_slot": {"max_length": "veel"}}]}, "body › 1 › free_slot › max_length"),
        ({"title": "x", "body": [{"signature": "x"}]}, "body › 1 › signature"),
        ({"title": "x", "core_values": "x"}, "core_values"),
        ({"title": "x", "core_values": [["x"]]}, "core_values"),
        ({"title": "x", "is_archived": "misschien"}, "is_archived"),
        ({"title": "x", "translation_of": ["x"]}, "translation_of"),
        ({"title": True}, "title"),
    ],
)
def test_a_value_of_the_wrong_kind_refuses_the_whole_file_and_says_where(item, where):
    texts = {"passage": {"goed": {"title": "Goed", "text": "<p>x</p>"}}, "lettertext": {"brief": item}}
    with pytest.raises(errors.WrongType) as refusal:
        read_in(TextsFile(texts=texts))
    assert f"lettertext › brief › {where}" in str(refusal.value)
    assert not Passage.objects.exists()


def test_what_may_not_change_here_is_refused_or_asked():
    make_library()
    root = make_user("root", is_superuser=True)
    passage = Passage.objects.get(code="bel")
    passage.save_revision(approved_go_live_at=timezone.now() + timezone.timedelta(days=3))
    [item] = importing.check(passage_file(), user=root).items
    assert [fault.message for fault in item.faults] == [str(locks.SCHEDULED)]
    nobody = make_user()
    for file in (passage_file("nieuw"), file_of("provision", "pas", title="x", summary="x")):
        [item] = importing.check(file, user=nobody).items
        assert item.outcome == "refused"
        assert importing.carry_out(file=file, chosen=None, over=None, run="0" * 32, user=nobody).made == []


def test_a_text_that_waits_for_approval_is_never_changed_unasked():
    make_library()
    author = make_user("schrijver")
    letter = LetterText.objects.get(code="brief")
    workflow = set_up_workflow(name="Vier ogen", task_name="Tweede", groups=[Group.objects.create(name="g")])
    letter.save_revision(user=author)
    workflow.start(letter, author)
    file = exported()
    file.texts = {"lettertext": {"brief": file.texts["lettertext"]["brief"] | {"title": "Anders"}}}
    root = make_user("root", is_superuser=True)
    [item] = importing.check(file, user=root).items
    assert (item.outcome, item.asks) == ("changed", str(locks.WAITING))
    assert read_in(file, user=root, over=set()).made == []
    [item] = importing.check(file, user=author).items  # locked for whoever submitted it
    assert item.outcome == "refused"


def test_a_code_never_becomes_a_text_in_another_language():
    make_library()
    file = exported()
    item = file.texts["lettertext"]["brief-en"]
    file.texts = {"lettertext": {"brief-en": item | {"language": "de"}}}
    assert "taal" in refused(file) or "language" in refused(file)


def test_the_difference_is_told_line_by_line():
    make_library()
    [item] = importing.check(passage_file(text="<p>Bel ((coach_naam)).</p>"), user=None).items
    [change] = item.changes
    assert change["state"] == "changed"
    said = {piece["state"]: piece["text"] for piece in change["pieces"]}
    assert said["removed"] == "[Telefoon van de coach]"
    assert said["added"] == "[Naam van de coach]"


def test_every_text_that_was_read_in_stands_in_the_log():
    make_library()
    user = make_user("root", is_superuser=True)
    read_in(passage_file(), user=user)
    entry = ModelLogEntry.objects.get(action="kik.text_read_in")
    assert (entry.user, entry.object_id) == (user, str(Passage.objects.get().pk))
    assert str(entry.message)


def test_order_of_the_list_is_that_of_the_file():
    items = {code: {"title": code, "summary": "x"} for code in ("c", "a", "b")}
    read_in(TextsFile(texts={"provision": items}))
    assert list(Provision.objects.order_by("sort_order").values_list("code", flat=True)) == ["c", "a", "b"]


def test_what_is_left_out_is_empty_or_as_in_a_new_text():
    publish(Partner.objects.create(code="wij", title="WIJ", summary="Team", phone="14 050", silent_after_weeks=6))
    read_in(file_of("partner", "wij", title="WIJ"))
    draft = Partner.objects.get().get_latest_revision_as_object()
    assert (draft.summary, draft.phone, draft.silent_after_weeks) == ("", "", 4)


def test_core_values_of_a_letter_come_along():
    make_library()
    publish(CoreValue.objects.create(code="open", title="Open", summary="x"))
    file = exported()
    file.texts = {"lettertext": {"brief": file.texts["lettertext"]["brief"] | {"core_values": ["open"]}}}
    read_in(file)
    letter = LetterText.objects.get(code="brief")
    assert [value.code for value in letter.core_values.all()] == ["eerlijk"]
    assert [value.code for value in letter.get_latest_revision_as_object().core_values.all()] == ["open"]
