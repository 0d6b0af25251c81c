"""Where used: every kind of row, with links to texts, and numbers only where residents are behind it."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kik_wagtail import scope
from kik_wagtail.admin import uses
from kik_wagtail.admin.uses import Use
from kik_wagtail.follow_up.models import ConversationReport, Referral
from kik_wagtail.residents.models import Area
from kik_wagtail.snippets.models import ConversationGuide, LetterText, LifeDomain, Partner, Passage, Place, Provision
from tests.factories import closed, make_area, make_follow_up, make_resident, make_user
from tests.starting import kik_setup

from .letters import SUBJECT
from .test_admin import url
from .test_lists import KINDS, rows_of
from .test_served_values import letter, trust  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def where_used(client, row):
    answer = client.get(url(row, "usage", row.pk))
    assert answer.status_code == 200
    return answer.content.decode()


def main_of(page):
    return page[page.index("<main") :]


@pytest.mark.parametrize("model", [*KINDS, Area])
def test_every_list_and_form_leads_there(admin_client, model):
    if model is Area:
        Area.objects.create(name="Oost")
    else:
        rows_of(model, 1)
    row = model.objects.first()
    target = url(row, "usage", row.pk)
    assert target in admin_client.get(url(model, "list")).content.decode()
    form = admin_client.get(url(row, "edit", row.pk)).content.decode()
    assert form.count(f'href="{target}"') == 2  # in the menu above, and beside the archive mark
    assert "Dit wordt nergens gebruikt." in where_used(admin_client, row)


@pytest.mark.parametrize(("model", "kind"), [(Provision, "provisions"), (LifeDomain, "life_domains")])
def test_a_guide_that_names_it_is_there_with_a_link(admin_client, model, kind):
    row = model.objects.create(code="x", title="X", summary="s")
    guide = ConversationGuide.objects.create(
        code="gids", title="Mijn gids", kinds=["first"], body=[{"type": kind, "value": [row.pk]}]
    )
    page = where_used(admin_client, row)
    assert "Mijn gids" in page
    assert url(guide, "edit", guide.pk) in page


def test_a_letter_that_copies_a_passage_is_there_with_a_link(admin_client):
    passage = Passage.objects.create(code="zin", title="Zin", text="<p>Dag.</p>")
    body = [{"type": "passage", "value": passage.pk}]
    text = LetterText.objects.create(code="brief", title="Mijn brief", subject=SUBJECT, body=body)
    page = where_used(admin_client, passage)
    assert "Mijn brief" in page
    assert url(text, "edit", text.pk) in page


def test_a_letter_that_serves_a_core_value_is_there_with_a_link(admin_client, letter, trust):  # noqa: F811
    page = where_used(admin_client, trust)
    assert f'<a href="{reverse("kik_texts:versions", args=["brief", letter.pk])}">Brief</a>' in page


@pytest.fixture
def area():
    return make_area("Oost", make_user("coach01", roles=("coach",)))


def residents(area, amount):
    coach = area.members.first().user
    return [make_resident(area=area, coach=coach, surname=f"Zichtbaar{number}") for number in range(amount)]


def at_place(place, area, amount):
    for resident in residents(area, amount):
        make_follow_up(resident, target_on=DAY, place=place, place_kind="neighbourhood")


def referred(partner, area, amount):
    for resident in residents(area, amount):
        Referral.objects.create(
            resident=resident, area=area, partner=partner, handed_over_on=DAY, ask_on=DAY, coach=resident.coach
        )


def told(provision, area, amount):
    for resident in residents(area, amount):
        held = closed("held", datetime(2026, 11, 20, 9, tzinfo=UTC))
        report = ConversationReport.objects.create(
            resident=resident,
            area=area,
            follow_up=make_follow_up(resident, target_on=DAY, **held),
            finished_at=datetime(2026, 11, 20, tzinfo=UTC),
        )
        report.provisions.add(provision)


@pytest.mark.parametrize(
    ("model", "use", "said"),
    [
        (Place, at_place, "Contacten die daar gepland staan"),
        (Partner, referred, "Doorverwijzingen die lopen"),
        (Provision, told, "Gesprekken waarin het verteld is"),
    ],
)
@pytest.mark.parametrize(("amount", "shown"), [(6, "6"), (4, "minder dan 5")])
def test_what_residents_are_behind_is_a_number_and_a_small_one_is_hidden(
    admin_client, area, model, use, said, amount, shown
):
    rows_of(model, 1)
    row = model.objects.get()
    with scope.everything("test"):
        use(row, area, amount)
    page = main_of(where_used(admin_client, row))
    assert said in page
    assert f"<dd>{shown}</dd>" in page
    assert "Zichtbaar" not in page


def test_contacts_and_referrals_that_are_over_are_no_use_of_today(admin_client, area):
    place, partner = (model.objects.create(code="x", title="X") for model in (Place, Partner))
    with scope.everything("test"):
        (resident,) = residents(area, 1)
        make_follow_up(resident, target_on=DAY, place=place, **closed("held", datetime(2026, 11, 20, 9, tzinfo=UTC)))
        Referral.objects.create(
            resident=resident, area=area, partner=partner, handed_over_on=DAY, ended_on=DAY, coach=resident.coach
        )
    for row in (place, partner):
        assert "Dit wordt nergens gebruikt." in where_used(admin_client, row)


def test_a_host_tells_of_its_own_uses(admin_client, monkeypatch):
    place = Place.objects.create(code="x", title="X")
    monkeypatch.setattr(uses, "_finders", [lambda row: [Use("Bladzijde", "Wie wij zijn", "/over/")]])
    assert '<a href="/over/">Wie wij zijn</a>' in where_used(admin_client, place)


def test_who_reads_texts_reads_where_they_are_used_and_nobody_else(client):
    kik_setup()
    row = Provision.objects.first()
    for role, may in (("coach", True), ("manager", True), ("content_editor", True), ("auditor", False)):
        client.force_login(make_user(f"user_{role}", roles=(role,)))
        answer = client.get(url(row, "usage", row.pk))
        assert (answer.status_code == 200) is may, role
    client.force_login(make_user("coach02", roles=("coach",)))
    assert url(row, "edit", row.pk) not in where_used(client, row)


def test_an_unknown_row_is_not_found(admin_client):
    assert admin_client.get(reverse(Place.snippet_viewset.get_url_name("usage"), args=[999])).status_code == 404


def test_many_texts_that_use_a_row_cost_no_more_queries_than_few(admin_client):
    row = Provision.objects.create(code="x", title="X", summary="s")
    counts = []
    for numbers in (range(3), range(3, 40)):
        for number in numbers:
            body = [{"type": "provisions", "value": [row.pk]}]
            ConversationGuide.objects.create(code=f"g{number}", title=f"G{number}", kinds=["first"], body=body)
        where_used(admin_client, row)
        with CaptureQueriesContext(connection) as queries:
            where_used(admin_client, row)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def chooser(model, name="choose_results"):
    return reverse(f"{model.snippet_viewset.get_chooser_admin_url_namespace()}:{name}")


@pytest.mark.parametrize("model", KINDS)
def test_what_is_archived_is_not_offered_in_a_chooser(admin_client, model):
    rows_of(model, 2)
    kept, archived = model.objects.all()
    model.objects.filter(pk=archived.pk).update(is_archived=True)
    for name in ("choose", "choose_results"):
        page = admin_client.get(chooser(model, name)).content.decode()
        assert kept.title in page
        assert archived.title not in page


def test_what_is_archived_stays_in_the_guide_that_chose_it(admin_client):
    row = Provision.objects.create(code="x", title="Stadspas", summary="s", is_archived=True)
    body = [{"type": "provisions", "value": [row.pk]}]
    guide = ConversationGuide.objects.create(code="g", title="G", kinds=["first"], body=body)
    assert "Stadspas" in admin_client.get(url(guide, "edit", guide.pk)).content.decode()
    assert guide.frozen_content()["provisions"][0]["title"] == "Stadspas"


def test_a_place_keeps_its_archived_area_and_is_offered_no_other(admin_client):
    own, other, kept = (
        Area.objects.create(name=name, is_archived=archived)
        for name, archived in (("Eigen", True), ("Ander", True), ("Gewoon", False))
    )
    place = Place.objects.create(code="p", title="P", area=own)
    form = Place.snippet_viewset.get_form_class()(instance=place)
    assert list(form.fields["area"].queryset) == [own, kept]
    assert other not in form.fields["area"].queryset


def drafted(text, **values):
    """A draft with these values, beside the row as it is."""
    draft = type(text).objects.get(pk=text.pk)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision()
    return text


def in_draft(row):
    return [(use.title, use.url) for use in uses.uses_of(row) if use.what == "In een concept, nog niet live"]


def stream(model, *raw):
    return model._meta.get_field("body").stream_block.to_python(list(raw))


class TestDrafts:
    @pytest.fixture
    def passage(self, db):
        return Passage.objects.create(code="zin", title="Zin", text="<p>Dag.</p>")

    @pytest.fixture
    def plain(self, db):
        body = [{"type": "text", "value": "<p>Dag.</p>"}]
        return LetterText.objects.create(code="kaal", title="Kaal", subject=SUBJECT, body=body)

    def test_a_draft_that_takes_it_along_is_told_as_a_draft(self, admin_client, passage, plain):
        assert in_draft(passage) == []
        conditional = {"condition": "at_home", "blocks": [{"type": "passage", "value": passage.pk}]}
        drafted(plain, body=stream(LetterText, {"type": "conditional", "value": conditional}))
        assert in_draft(passage) == [("Kaal", reverse("kik_texts:changes", args=["brief", plain.pk]))]
        assert "In een concept, nog niet live" in where_used(admin_client, passage)

    def test_what_is_live_with_it_is_not_told_twice(self, passage, plain):
        plain.body = stream(LetterText, {"type": "passage", "value": passage.pk})
        plain.save()
        drafted(plain, title="Kaler")
        assert in_draft(passage) == []

    def test_a_draft_of_a_guide_names_what_stands_in_its_lists(self, db):
        value = LifeDomain.objects.create(code="x", title="X", summary="s")
        guide = ConversationGuide.objects.create(code="gids", title="Gids", kinds=["first"], body=[])
        drafted(guide, body=stream(ConversationGuide, {"type": "life_domains", "value": [value.pk]}))
        assert [title for title, _url in in_draft(value)] == ["Gids"]

    def test_a_draft_that_serves_a_core_value(self, plain, trust):  # noqa: F811
        drafted(plain, core_values=[trust])
        assert [title for title, _url in in_draft(trust)] == ["Kaal"]

    def test_a_draft_of_a_place_in_another_area_is_told_without_a_page(self, db):
        area, place = Area.objects.create(name="Oost"), Place.objects.create(code="p", title="P", kind="office")
        drafted(place, area=area)
        assert in_draft(area) == [("P", "")]

    def test_fifty_drafts_ask_as_much_as_five(self, passage):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                found = len(in_draft(passage))
            return found, len(asked)

        def make(first, last):
            for number in range(first, last):
                text = LetterText.objects.create(code=f"b{number}", title=f"B{number}", subject=SUBJECT, body=[])
                drafted(text, body=stream(LetterText, {"type": "passage", "value": passage.pk}))

        make(0, 5)
        in_draft(passage)  # content types are known from here on
        five, few = queries()
        make(5, 50)
        fifty, many = queries()
        assert (five, fifty) == (5, 50)
        assert many == few
