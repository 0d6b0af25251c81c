from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from kik_wagtail.follow_up import services
from kik_wagtail.follow_up.closing_days import municipal_calendar
from kik_wagtail.follow_up.models import FollowUp, JointAction
from kik_wagtail.letters.models import Letter
from kik_wagtail.residents.models import AreaMember, Handover, Resident
from kik_wagtail.residents.services import accept_handover
from kik_wagtail.snippets.models import LetterVersion
from tests.factories import make_area, make_follow_up, make_resident, make_user
from tests.starting import kik_setup

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # the clock of conftest
TODAY = date(2026, 11, 23)


@pytest.fixture
def residents(area, coach):
    return [make_resident(area=area, coach=coach, last_conversation_on=date(2026, 5, 21)) for _one in range(3)]


def post(page, verb: str, residents, **typed):
    ids = [str(one.pk) for one in residents]
    return page.post(reverse("kik_desk:joint", args=[verb]), {"id": ids, "key": str(uuid4()), **typed})


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_ticked_residents_are_planned_and_who_has_something_planned_is_skipped_with_the_reason(page, residents):
    make_follow_up(residents[0], target_on=TODAY)
    answer = post(page, "plan", residents, months="9")
    shown = text_of(page.get(answer.url))
    assert "2 gedaan, 1 overgeslagen" in shown
    assert "heeft al een volgend gesprek" in shown
    planned = FollowUp.objects.filter(target_on=date(2027, 2, 19))
    assert {one.resident_id for one in planned} == {one.pk for one in residents[1:]}


@pytest.fixture
def asked(area, coach):
    """{verb: what its form needs}; each of them can be done for every resident of `ready`."""
    kik_setup()
    member = AreaMember.objects.create(area=area, user=make_user("coach02", roles=("coach",)))
    version = LetterVersion.objects.current().get(text__purpose="not_reached", text__translation_of=None)
    return {
        "plan": {"months": "9"},
        "invite": {"version": str(version.pk)},
        "hand_over": {"to": str(member.pk), "reason": "minder uren"},
        "take": {},
    }


def ready(verb, residents):
    if verb == "invite":
        for one in residents:
            make_follow_up(one, target_on=TODAY)
    if verb == "take":
        Resident.objects.update(coach=None)


def made_about(resident) -> int:
    things = (FollowUp.objects.filter(kind="follow_up"), Letter.objects, Handover.objects)
    return sum(rows.filter(resident_id=resident.pk).count() for rows in things)


@pytest.mark.parametrize("verb", ["plan", "invite", "hand_over", "take"])
def test_a_foreign_and_a_vanished_one_are_skipped_row_by_row_and_the_others_go_on(
    page, residents, stranger, asked, verb
):
    ready(verb, residents)
    ids = [*residents, stranger, Resident(pk=stranger.pk + 1000)]
    before = made_about(stranger), str(Resident.objects.filter(pk=stranger.pk).values().get())
    listed = page.get(reverse("kik_desk:joint", args=[verb]), {"id": [str(one.pk) for one in ids]})
    assert "2 van wie u aanvinkte zijn niet gevonden of niet van u" in text_of(listed)
    answer = post(page, verb, ids, **asked[verb])
    shown = text_of(page.get(answer.url))
    assert "3 gedaan, 2 overgeslagen" in shown
    assert shown.count("Niet gevonden of niet van u.") == 2
    assert (made_about(stranger), str(Resident.objects.filter(pk=stranger.pk).values().get())) == before
    for body in (shown, text_of(listed)):
        assert stranger.surname not in body
        assert stranger.client_number not in body
    assert [row[0] for row in JointAction.objects.get().skipped] == [None, None]  # nor later, should they come in sight


def test_one_of_others_and_one_that_never_was_are_told_alike(page, residents, stranger):
    said = []
    for other in (stranger, Resident(pk=stranger.pk + 1000)):
        FollowUp.objects.all().delete()
        answer = post(page, "plan", [*residents, other])
        said.append(text_of(page.get(answer.url)).split("<main")[-1].split("csrf")[0])
    assert said[0] == said[1]


def test_where_nobody_ticked_is_in_sight_there_is_nothing_to_do(page, residents, stranger):
    assert post(page, "plan", [stranger]).status_code == 404
    assert not FollowUp.objects.exists()
    assert not JointAction.objects.exists()


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("coach", {"plan", "invite", "hand_over", "put_on_route", "take"}),
        ("team_lead", {"hand_over", "put_on_route"}),
    ],
)
def test_the_list_offers_what_somebody_may_do_and_nothing_that_would_refuse(client, area, residents, role, offered):
    user = make_user("somebody", roles=(role,))
    AreaMember.objects.create(area=area, user=user, role=role)
    client.force_login(user)
    shown = client.get(reverse("kik_residents_modeladmin_index")).content.decode()
    verbs = {"plan", "invite", "hand_over", "put_on_route", "take"}
    assert {verb for verb in verbs if f"/bulk/kik_wagtail/resident/{verb}/" in shown} == offered
    for verb in offered - {"put_on_route"}:
        url = reverse("kik_desk:joint", args=[verb])
        assert client.get(url, {"id": [str(residents[0].pk)]}).status_code == 200


@pytest.mark.parametrize("ids", [[], ["x"], ["1" * 12]])
def test_no_ids_or_what_is_none_are_not_found(page, coach, ids):
    assert page.get(reverse("kik_desk:joint", args=["plan"]), {"id": ids}).status_code == 404


def test_more_than_the_cap_is_not_found(page, area, coach):
    many = Resident.objects.bulk_create(
        [Resident(client_number=f"77{number:05}", surname="Vos", area=area, coach=coach) for number in range(201)]
    )
    assert post(page, "plan", many).status_code == 404
    assert post(page, "plan", many[:200]).status_code == 302
    assert FollowUp.objects.count() == 200


def test_a_second_press_of_the_same_form_does_nothing_twice(page, residents):
    key = str(uuid4())
    first = post(page, "plan", residents, key=key)
    second = post(page, "plan", residents, key=key)
    assert first.url == second.url
    assert (JointAction.objects.count(), FollowUp.objects.count()) == (1, 3)


def test_planning_is_undone_but_for_what_was_built_upon(page, coach, residents):
    done = post(page, "plan", residents).url
    moved = FollowUp.objects.get(resident=residents[0])
    services.make_appointment(
        follow_up=moved,
        at=NOW + timedelta(days=2),
        user=coach,
        now=NOW,
        revision=1,
        calendar=municipal_calendar(),
    )
    assert "2 teruggedraaid" in text_of(page.post(done, follow=True))
    assert [one.resident_id for one in FollowUp.objects.conversations()] == [residents[0].pk]
    assert "al ongedaan gemaakt" in text_of(page.post(done, follow=True))


def test_after_a_day_nothing_is_undone(page, clock, residents):
    done = post(page, "plan", residents).url
    clock.shift(timedelta(days=1, minutes=1))
    assert not page.get(done).context["may_be_undone"]
    page.post(done)
    assert FollowUp.objects.count() == 3


def test_letters_are_made_for_who_has_something_planned_and_withdrawn_before_printing(page, residents):
    kik_setup()
    version = LetterVersion.objects.current().get(text__purpose="not_reached", text__translation_of=None)
    for one in residents[:2]:
        make_follow_up(one, target_on=TODAY)
    done = post(page, "invite", residents, version=str(version.pk)).url
    shown = text_of(page.get(done))
    assert "2 gedaan, 1 overgeslagen" in shown
    assert "Plan eerst een gesprek" in shown
    printed = Letter.objects.get(resident=residents[0])
    Letter.objects.filter(pk=printed.pk).update(state="printed")
    page.post(done)
    assert {one.resident_id: one.state for one in Letter.objects.all()} == {
        residents[0].pk: "printed",
        residents[1].pk: "cancelled",
    }


def test_a_letter_that_cannot_be_made_is_skipped_with_what_to_do_and_without_its_words(page, residents):
    kik_setup()
    version = LetterVersion.objects.current().get(text__purpose="not_reached", text__translation_of=None)
    Resident.objects.filter(pk=residents[0].pk).update(street="", postcode="", city="")
    for one in residents:
        make_follow_up(one, target_on=TODAY)
    answer = post(page, "invite", residents, version=str(version.pk))
    assert "Verbeter het adres van deze inwoner" in text_of(page.get(answer.url))
    assert Letter.objects.count() == 2


def test_handovers_are_proposed_and_withdrawn_while_nobody_answered(page, area, coach, residents):
    noor = make_user("coach02", roles=("coach",))
    member = AreaMember.objects.create(area=area, user=noor)
    done = post(page, "hand_over", residents, to=str(member.pk), reason="minder uren").url
    accept_handover(handover=Handover.objects.get(resident=residents[0]), user=noor, now=NOW)
    page.post(done)
    states = {one.resident_id: one.state for one in Handover.objects.all()}
    assert [states[one.pk] for one in residents] == ["accepted", "withdrawn", "withdrawn"]


def test_what_was_done_is_shown_to_who_did_it_only_and_without_who_moved_away(client, page, area, coach, residents):
    done = post(page, "plan", residents).url
    other = make_user("coach02", roles=("coach",))
    AreaMember.objects.create(area=area, user=other)
    client.force_login(other)
    assert client.get(done).status_code == 404
    client.force_login(coach)
    west = make_area("West", other)
    Resident.objects.filter(pk=residents[0].pk).update(area=west, coach=other)
    shown = text_of(client.get(done))
    assert residents[0].client_number not in shown
    assert "1 inwoner is intussen uit uw zicht" in shown


def test_a_verb_that_is_unknown_or_not_ones_own_is_refused(client, page, residents, area):
    assert page.get(reverse("kik_desk:joint", args=["erase"])).status_code == 404
    lead = make_user("lead", roles=("team_lead",))
    AreaMember.objects.create(area=area, user=lead, role="team_lead")
    client.force_login(lead)
    assert post(client, "plan", residents).status_code == 302
    assert not JointAction.objects.exists()


def test_the_list_leads_to_the_screen_with_the_ticked_residents(page, residents):
    listed = f"/admin/bulk/kik_wagtail/resident/plan/?id={residents[0].pk}&id={residents[1].pk}"
    answer = page.get(listed, follow=True)
    assert answer.status_code == 200
    assert [one.pk for one in answer.context["residents"]] == sorted(
        (residents[0].pk, residents[1].pk), key=lambda pk: next((one.surname, pk) for one in residents if one.pk == pk)
    )
