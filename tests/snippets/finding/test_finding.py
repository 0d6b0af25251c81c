"""Find in all texts and replace as drafts: every kind of text, nothing published, what may not change named."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry, Page, Site

from kik_wagtail.snippets import locks
from kik_wagtail.snippets.finding.library import editorial_models, fixed_texts, kept_texts
from kik_wagtail.snippets.finding.replacing import CHANGED_SINCE, Replacement, changes_for, make_drafts
from kik_wagtail.snippets.finding.searching import Where, found_in, found_in_fixed
from kik_wagtail.snippets.finding.spots import spots_of, values_of
from kik_wagtail.snippets.finding.words import Term
from kik_wagtail.snippets.models import (
    ClosingDay,
    ConversationGuide,
    CoreValue,
    LetterLayout,
    LetterText,
    LetterVersion,
    Partner,
    Passage,
    Place,
)
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.snippets.services import set_up_workflow
from tests.factories import make_user
from tests.snippets.letters import chip

pytestmark = pytest.mark.django_db


def publish(instance, user=None):
    with without_second_person("test"):
        instance.save_revision(user=user).publish(user=user)
    instance.refresh_from_db()
    return instance


def make_letter(code="brief", body="<p>De cliënt komt.</p>", **values):
    return publish(
        LetterText.objects.create(
            code=code,
            title=values.pop("title", "Brief"),
            live=False,
            purpose="other",
            subject=f"<p>Aan de cliënt {chip('naam')}</p>",
            note="Voor de cliënt.",
            body=[
                {"type": "text", "value": body},
                {
                    "type": "conditional",
                    "value": {
                        "condition": "at_home",
                        "blocks": [{"type": "text", "value": "<p>Bij de cli<b>ënt</b> thuis.</p>"}],
                    },
                },
                {"type": "free_slot", "value": {"max_length": 200, "help": "Hoe kent u de cliënt?"}},
                {"type": "signature", "value": {"name": "Coach van de cliënt", "role": ""}},
            ],
            **values,
        )
    )


def make_guide():
    choice = {
        "type": "choice",
        "id": "q2",
        "value": {"label": "Wat?", "help": "cliënt", "options": ["cliënt", "coach"]},
    }
    question = {"type": "open", "id": "q1", "value": {"label": "Hoe gaat het met de cliënt?", "help": ""}}
    phase = {"title": "De cliënt", "text": "<p>Luister naar de cliënt.</p>", "questions": [question, choice]}
    body = [
        {"type": "phase", "value": phase},
        {"type": "dos", "value": ["Vraag de cliënt."]},
        {"type": "donts", "value": ["Geen cliënt."]},
    ]
    return publish(ConversationGuide.objects.create(code="gids", title="Gids", kinds=["first"], live=False, body=body))


@pytest.fixture
def superuser():
    return make_user("root", is_superuser=True)


def places(text, words="cliënt", **options):
    """Labels of the places where it is found."""
    found = found_in(kept_texts([type(text)]), Term(words), **options)
    return [hit.context.label for one in found for hit in one.hits]


def drafts(by="inwoner", *, words="cliënt", user, only=None, run=None, part=False):
    """Makes drafts of all that can change."""
    replacement = Replacement(Term(words, is_part=part), by)
    listed = [one for one in changes_for(replacement, kinds=editorial_models(), user=user) if not one.refused]
    return make_drafts(
        replacement=replacement,
        chosen={one.kept.key: only if only is not None else range(len(one.changes)) for one in listed},
        fingerprints={one.kept.key: one.kept.fingerprint for one in listed},
        run=run or uuid4(),
        user=user,
    )


def refusals(by="inwoner", *, words="cliënt", user):
    replacement = Replacement(Term(words), by)
    found = changes_for(replacement, kinds=editorial_models(), user=user)
    return {one.text.code: str(one.refused) for one in found if one.refused}


# found


def test_every_field_and_block_of_a_letter_is_searched():
    assert len(places(make_letter())) == 6


def test_every_field_and_block_of_a_guide_is_searched():
    assert len(places(make_guide())) == 7


@pytest.mark.parametrize("model", editorial_models(), ids=lambda model: model.__name__)
def test_every_kind_of_text_is_searched_by_its_title(model):
    text = model(title="Over de cliënt", code="client")
    found = [spot.text for spot in spots_of(model, values_of(text))]
    assert found == ["Over de cliënt"]  # and not by its code


@pytest.mark.parametrize(
    "model", [model for model in editorial_models() if model not in (LetterText, ConversationGuide)]
)
def test_what_a_form_asks_as_free_text_is_searched(model):
    """A new kind of text is found by itself: all its fields of words, none of its choices."""
    names = [field.name for field in model._meta.concrete_fields if field.get_internal_type() == "TextField"]
    text = model(title="t", **dict.fromkeys(names, "cliënt"))
    spots = [spot for spot in spots_of(model, values_of(text)) if "cliënt" in spot.text]
    assert {spot.path[0] for spot in spots} == set(names)


def test_codes_choices_links_and_chips_are_not_words():
    letter = make_letter(code="invitation", body=f'<p>{chip("naam")} <a href="https://invitation.nl">hier</a></p>')
    for words in ("invitation", "at_home", "other", "naam", "https", "free_slot"):
        assert places(letter, words) == []


def test_what_is_live_and_the_newest_draft_are_told_apart():
    value = publish(CoreValue.objects.create(code="w", title="De cliënt", summary="Voor de cliënt."))
    value.summary = "Voor de inwoner. De cliënt telt."
    value.save_revision()
    [found] = found_in(kept_texts([CoreValue]), Term("cliënt"))
    assert [(hit.context.before, hit.is_live, hit.is_draft) for hit in found.hits] == [
        ("De ", True, True),
        ("Voor de inwoner. De ", False, True),
        ("Voor de ", True, False),
    ]
    assert len(places(value, where=Where.LIVE)) == 2
    assert len(places(value, where=Where.DRAFT)) == 2


def test_a_draft_that_was_never_published_is_not_live():
    value = CoreValue.objects.create(code="w", title="De cliënt", summary="x", live=False)
    value.save_revision()
    assert places(value, where=Where.LIVE) == []
    assert len(places(value, where=Where.DRAFT)) == 1


def test_the_words_around_it_name_merge_fields_and_end_at_whole_words():
    letter = make_letter(body=f"<p>{'lang verhaal ' * 20}{chip('naam')}</p><p>cliënt. {'nog meer ' * 20}</p>")
    [context] = [
        hit.context
        for one in found_in(kept_texts([LetterText]), Term("cliënt"))
        for hit in one.hits
        if hit.context.label == "Tekst"
    ]
    assert context.before.startswith("…")
    assert context.before.endswith("lang verhaal [Volledige naam] · ")
    assert set(context.before.strip("…").split()) == {"lang", "verhaal", "[Volledige", "naam]", "·"}
    assert context.after.startswith(". nog meer")
    assert set(context.after.strip(".…").split()) == {"nog", "meer"}
    assert letter.pk


def test_the_layout_of_letters_and_closing_days_are_found():
    Locale.objects.get_or_create(language_code="nl")
    root = Page.objects.first() or Page.add_root(title="Root", slug="root")
    site = Site.objects.get_or_create(is_default_site=True, defaults={"root_page": root, "hostname": "localhost"})[0]
    LetterLayout.objects.update_or_create(site=site, defaults={"footer": "Voor elke cliënt"})
    ClosingDay.objects.create(date="2026-12-24", name="Cliëntendag")
    assert [type(one.text) for one in found_in_fixed(fixed_texts(), Term("cliënt", is_part=True))] == [
        LetterLayout,
        ClosingDay,
    ]


def test_finding_asks_as_much_of_the_database_for_many_texts_as_for_few(django_assert_num_queries):
    for number in range(3):
        make_letter(code=f"brief-{number}")
    with CaptureQueriesContext(connection) as few:
        assert len(list(found_in(kept_texts(editorial_models()), Term("cliënt")))) == 3
    for number in range(3, 30):
        make_letter(code=f"brief-{number}").save_revision()
    with django_assert_num_queries(len(few)):
        assert len(list(found_in(kept_texts(editorial_models()), Term("cliënt")))) == 30


# replaced


def test_replacing_makes_a_draft_and_leaves_what_is_live(superuser):
    letter, guide = make_letter(), make_guide()
    versions = LetterVersion.objects.count()
    outcome = drafts(user=superuser)
    assert [(made.text, made.count) for made in outcome.made] == [(letter, 6), (guide, 7)]
    assert outcome.skipped == []
    for text in (letter, guide):
        text.refresh_from_db()
        assert len(places(text, where=Where.LIVE)) in {6, 7}
        assert places(text, where=Where.DRAFT) == []
        assert text.has_unpublished_changes
        assert text.latest_revision.user == superuser
    assert LetterVersion.objects.count() == versions
    body = letter.get_latest_revision_as_object().body
    assert body[1].value["blocks"][0].value.source == "<p>Bij de inwoner<b></b> thuis.</p>"


def test_a_question_keeps_its_key_when_its_words_are_replaced(superuser):
    guide = make_guide()
    drafts(user=superuser)
    guide.refresh_from_db()
    questions = guide.get_latest_revision_as_object().body[0].value["questions"]
    assert [question.id for question in questions] == ["q1", "q2"]
    assert questions[0].value["label"] == "Hoe gaat het met de inwoner?"
    assert list(questions[1].value["options"]) == ["inwoner", "coach"]


def test_only_what_was_chosen_changes(superuser):
    letter = make_letter()
    outcome = drafts(user=superuser, only=[0])
    assert outcome.made[0].count == 1
    letter.refresh_from_db()
    draft = letter.get_latest_revision_as_object()
    assert "inwoner" in draft.note
    assert "cliënt" in draft.subject


def test_a_text_with_a_draft_is_replaced_in_that_draft(superuser):
    value = publish(CoreValue.objects.create(code="w", title="Waarde", summary="Oud."))
    value.summary = "Nieuw voor de cliënt."
    value.save_revision()
    drafts(user=superuser)
    value.refresh_from_db()
    assert value.summary == "Oud."
    assert value.get_latest_revision_as_object().summary == "Nieuw voor de inwoner."


def test_the_same_list_pressed_again_makes_nothing(superuser):
    letter = make_letter()
    replacement = Replacement(Term("cliënt"), "cliënt en inwoner")
    [listed] = changes_for(replacement, kinds=[LetterText], user=superuser)
    press = {
        "replacement": replacement,
        "chosen": {listed.kept.key: [0]},
        "fingerprints": {listed.kept.key: listed.kept.fingerprint},
        "run": uuid4(),
        "user": superuser,
    }
    assert len(make_drafts(**press).made) == 1
    count = letter.revisions.count()
    again = make_drafts(**press)
    assert (again.made, again.skipped) == ([], [(letter, CHANGED_SINCE)])
    assert letter.revisions.count() == count


def test_a_text_that_changed_since_the_list_is_skipped_even_within_the_same_revision(superuser):
    letter = make_letter()
    revision = letter.save_revision(user=superuser)
    replacement = Replacement(Term("cliënt"), "inwoner")
    letter.refresh_from_db()
    [listed] = changes_for(replacement, kinds=[LetterText], user=superuser)
    letter.note = "De cliënt en ik."
    letter.save_revision(user=superuser, overwrite_revision=revision)  # autosave
    outcome = make_drafts(
        replacement=replacement,
        chosen={listed.kept.key: range(len(listed.changes))},
        fingerprints={listed.kept.key: listed.kept.fingerprint},
        run=uuid4(),
        user=superuser,
    )
    assert [reason for _text, reason in outcome.skipped] == [CHANGED_SINCE]
    letter.refresh_from_db()
    assert letter.get_latest_revision_as_object().note == "De cliënt en ik."


def test_what_may_not_change_is_named_with_the_reason(superuser):
    make_letter(code="gewoon")
    archived = make_letter(code="weg")
    archived.is_archived = True
    publish(archived)
    locked = make_letter(code="slot")
    LetterText.objects.filter(pk=locked.pk).update(locked=True, locked_by=make_user("ander"))
    scheduled = make_letter(code="straks")
    scheduled.save_revision(approved_go_live_at=timezone.now() + timezone.timedelta(days=3))
    waiting = make_letter(code="wacht")
    workflow = set_up_workflow(name="Vier ogen", task_name="Tweede", groups=[Group.objects.create(name="g")])
    waiting.save_revision(user=superuser)
    workflow.start(waiting, superuser)
    assert refusals(user=superuser) == {
        "weg": str(locks.ARCHIVED),
        "slot": str(locks.LOCKED),
        "straks": str(locks.SCHEDULED),
        "wacht": str(locks.WAITING),
    }
    counts = {text.code: text.revisions.count() for text in LetterText.objects.all()}
    listed = list(changes_for(Replacement(Term("cliënt"), "inwoner"), kinds=[LetterText], user=superuser))
    make_drafts(
        replacement=Replacement(Term("cliënt"), "inwoner"),
        chosen={one.kept.key: [0] for one in listed},
        fingerprints={one.kept.key: one.kept.fingerprint for one in listed},
        run=uuid4(),
        user=superuser,
    )
    after = {text.code: text.revisions.count() for text in LetterText.objects.all()}
    assert {code for code in after if after[code] != counts[code]} == {"gewoon"}


def test_without_the_right_to_change_a_text_it_is_skipped():
    make_letter()
    nobody = make_user()
    assert refusals(user=nobody) == {"brief": str(locks.NO_RIGHT)}
    assert drafts(user=nobody).made == []


def test_a_result_that_does_not_fit_is_skipped_with_the_reason(superuser):
    Place.objects.create(code="plek", title="cliënt", kind="office")
    letter = make_letter(code="onderwerp")
    letter.body = []
    letter.note = ""
    letter.subject = f"<p>{'x' * 60} cliënt</p>"
    publish(letter)
    make_letter(code="blok")
    long = refusals("w" * 101, user=superuser)
    assert "plek" not in long
    assert "160" in long["onderwerp"]  # the rule of the letter itself
    assert "80" in long["blok"]  # the name of the signature
    assert "120" in refusals("w" * 121, user=superuser)["plek"]
    assert drafts("w" * 121, user=superuser).made == []


def test_a_draft_with_another_fault_may_still_get_other_words(superuser):
    letter = make_letter()
    letter.tone = "duty"  # and no date until which it is valid
    letter.save_revision(clean=False)
    assert refusals(user=superuser) == {}
    assert len(drafts(user=superuser).made) == 1


def test_every_draft_stands_in_the_log_under_one_number(superuser):
    letter, run = make_letter(), uuid4()
    drafts(user=superuser, run=run)
    entry = ModelLogEntry.objects.get(uuid=run)
    assert (entry.action, entry.user, entry.object_id) == ("kik.text_words_replaced", superuser, str(letter.pk))
    assert entry.data == {"from": "cliënt", "to": "inwoner", "count": 6}
    assert "cliënt" in str(entry.message)


def test_writing_asks_a_fixed_number_of_queries_for_each_text(superuser):
    def cost(number):
        for at in range(number):
            Partner.objects.create(code=f"p{number}-{at}", title=f"De cliënt {'x' * number}")
        with CaptureQueriesContext(connection) as queries:
            assert len(drafts(words=f"cliënt {'x' * number}", user=superuser).made) == number
        return len(queries)

    cost(1)
    small, large = cost(2), cost(12)
    assert (large - small) / 10 <= 10


def test_a_passage_that_a_live_letter_still_prints_in_its_old_wording_is_found():
    passage = publish(Passage.objects.create(code="p", title="Meedoen", text="<p>De klant mag.</p>"))
    letter = make_letter()
    letter.body.append(("passage", passage))
    publish(letter)
    assert places(letter, "klant") == []  # found in the passage itself
    passage.text = "<p>De inwoner mag.</p>"
    publish(passage)
    [label] = places(letter, "klant")
    assert "Meedoen" in label
    publish(letter)
    assert places(letter, "klant") == []
