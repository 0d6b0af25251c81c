"""The lists of what editors keep: in an order of their own, nothing to delete, as quick with 500 rows as with 5."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from kik_wagtail.residents.models import Area
from kik_wagtail.snippets.models import (
    ConversationGuide,
    CoreValue,
    GlossaryTerm,
    LetterText,
    LifeDomain,
    Partner,
    Passage,
    Place,
    Principle,
    Provision,
)
from kik_wagtail.snippets.models.four_eyes import without_second_person
from kik_wagtail.snippets.services import set_up_workflow
from tests.factories import make_user
from tests.starting import kik_setup

from .letters import SUBJECT
from .test_admin import url

pytestmark = pytest.mark.django_db
KINDS = (
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
)


def user_as(role):
    kik_setup()
    return make_user(f"user_{role}", roles=(role,))


@pytest.fixture
def values():
    return [
        CoreValue.objects.create(code=code, title=code.upper(), summary="s", sort_order=number)
        for number, code in enumerate("abcd", start=1)
    ]


def order(model=CoreValue):
    return "".join(model.objects.values_list("code", flat=True))


def move(client, row, position):
    return client.post(url(row, "reorder", row.pk) + f"?position={position}")


@pytest.mark.parametrize(
    ("who", "position", "expected"),
    [
        (2, 0, "cabd"),
        (0, 2, "bcad"),
        (1, 3, "acdb"),
        (1, 99, "acdb"),
        (3, 3, "abcd"),
        (0, "x", "bcda"),
        (0, -4, "bcda"),
    ],
)
def test_a_row_goes_to_its_new_place_and_the_rest_closes_up(admin_client, values, who, position, expected):
    assert move(admin_client, values[who], position).status_code == 200
    assert order() == expected
    assert list(CoreValue.objects.values_list("sort_order", flat=True)) == [1, 2, 3, 4]


def test_rows_with_the_same_number_can_be_put_in_order(admin_client, values):
    CoreValue.objects.update(sort_order=0)
    move(admin_client, values[3], 1)
    assert order() == "adbc"


def test_publishing_a_draft_of_before_leaves_the_order(admin_client, values):
    values[0].save_revision()
    move(admin_client, values[0], 3)
    Revision.objects.get().publish()
    assert order() == "bcda"


def test_the_move_stands_in_the_history(admin_client, values):
    move(admin_client, values[0], 3)
    assert ModelLogEntry.objects.get(action="wagtail.reorder").label == "A"


def test_an_editor_puts_texts_in_order_though_nobody_publishes_them_alone(client):
    client.force_login(user_as("content_editor"))
    for model in KINDS:
        assert "ordering=sort_order" in client.get(url(model, "list")).content.decode(), model
    last = LetterText.objects.last()
    assert move(client, last, 0).status_code == 200
    assert LetterText.objects.first() == last


def test_who_only_reads_the_texts_leaves_the_order(client):
    client.force_login(user_as("coach"))
    page = client.get(url(LetterText, "list"), {"ordering": "sort_order"}).content.decode()
    assert "w-orderable" not in page
    before, last = list(LetterText.objects.all()), LetterText.objects.last()
    assert move(client, last, 0).status_code in {302, 403}
    assert list(LetterText.objects.all()) == before


def test_areas_stand_by_name_until_somebody_puts_them_in_order(client):
    client.force_login(user_as("functional_administrator"))
    for name in ("Zuid", "Noord", "Oost"):
        Area.objects.create(name=name)
    assert [area.name for area in Area.objects.all()] == ["Noord", "Oost", "Zuid"]
    move(client, Area.objects.get(name="Zuid"), 0)
    assert [area.name for area in Area.objects.all()] == ["Zuid", "Noord", "Oost"]


@pytest.mark.parametrize("role", ["superuser", "content_editor"])
def test_nobody_deletes_a_bunch_of_rows(client, values, role):
    user = make_user("root", is_superuser=True) if role == "superuser" else user_as(role)
    client.force_login(user)
    kept = Passage.objects.create(code="een-zin", title="Zin", text="<p>Dag.</p>")
    address = reverse("wagtail_bulk_action", args=["kik_wagtail", "passage", "delete"]) + f"?id={kept.pk}"
    client.get(address)
    client.post(address)
    assert Passage.objects.filter(pk=kept.pk).exists()
    assert "bulk-action" not in client.get(url(Passage, "list")).content.decode()


def rows_of(model, amount):
    fields = {
        LetterText: {"subject": SUBJECT, "body": [{"type": "text", "value": "<p>Dag.</p>"}]},
        Passage: {"text": "<p>Dag.</p>"},
        ConversationGuide: {"kinds": ["first"], "body": []},
        Place: {"area": Area.objects.get_or_create(name="Zuid")[0]},
        Partner: {},
        GlossaryTerm: {"explanation": "Uitleg."},
    }.get(model, {"summary": "s"})
    for number in range(model.objects.count(), amount):
        extra = {"area": Area.objects.create(name=f"Gebied {number}")} if model is Place else {}
        row = model.objects.create(code=f"r{number}", title=f"Rij {number}", sort_order=number, **fields | extra)
        with without_second_person("test"):
            row.save_revision().publish()


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("model", KINDS)
def test_a_list_asks_as_much_for_many_rows_as_for_few(admin_client, model):
    addresses = [url(model, "list"), url(model, "list") + "?ordering=sort_order"]
    rows_of(model, 5)
    few = [queries_of(admin_client, address) for address in addresses]
    rows_of(model, 40)
    assert [queries_of(admin_client, address) for address in addresses] == few


def test_the_list_of_areas_likewise(admin_client):
    counts = []
    for amount in (5, 40):
        for number in range(Area.objects.count(), amount):
            Area.objects.create(name=f"Gebied {number}")
        counts.append(queries_of(admin_client, url(Area, "list")))
    assert counts[0] == counts[1]


def test_the_list_says_the_same_of_a_text_as_the_text_itself():
    draft, waiting, scheduled, live = (
        LetterText.objects.create(code=code, title=code, live=False, subject=SUBJECT, body=[]) for code in "abcd"
    )
    group = Group.objects.create(name="goedkeurders")
    set_up_workflow(name="Vier ogen", task_name="Goedkeuring", groups=[group])
    waiting.save_revision()
    waiting.get_workflow().start(waiting, make_user("anna"))
    Revision.objects.filter(pk=scheduled.save_revision().pk).update(approved_go_live_at=timezone.now())
    with without_second_person("test"):
        live.save_revision().publish()
    listed = {row.code: row.status_string for row in LetterText.objects.with_status()}
    assert listed == {row.code: row.status_string for row in LetterText.objects.all()}
    assert len(set(listed.values())) == 4
