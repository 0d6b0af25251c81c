"""The list: constant queries, honest counts, stable pages, a harmless export."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kik_wagtail import scope
from kik_wagtail.admin import export
from kik_wagtail.admin.pagination import CappedPaginator
from kik_wagtail.residents.models import Handover, Resident
from kik_wagtail.scope.models import AccessRecord
from tests.admin.makers import make_handover
from tests.admin.screens import HandoverScreen

pytestmark = pytest.mark.urls("tests.admin.screens")
BASE = "/admin/test/handovers/"
RESIDENTS = "/admin/kik/residents/"


def add_residents(world, count, start=0):
    with scope.everything("test"):
        Resident.objects.bulk_create(
            Resident(client_number=f"9{start + i:06}", surname=f"Naam{i % 7}", area=world.own.area, coach=world.coach)
            for i in range(count)
        )


def queries(client, url):
    client.get(url)  # content types and the like are remembered
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("query", ["", "?q=naam3", "?p=2", "?ordering=client_number", "?status=in_view"])
def test_the_number_of_queries_is_the_same_for_50_and_for_5000_rows(as_coach, world, query):
    add_residents(world, 120)
    few = queries(as_coach, RESIDENTS + query)
    add_residents(world, 4900, start=1000)
    assert queries(as_coach, RESIDENTS + query) == few
    assert few <= 22  # one of them: which columns this coach chose


def test_only_one_count_is_asked_and_it_stops(as_coach, world):
    add_residents(world, 2100)
    with CaptureQueriesContext(connection) as caught:
        html = as_coach.get(RESIDENTS).content.decode()
    counts = [row["sql"] for row in caught if "COUNT(" in row["sql"]]
    assert len(counts) == 1
    assert "LIMIT 2001" in counts[0]
    assert "2000+" in html


def test_pages_do_not_overlap_when_many_rows_sort_alike(as_coach, world):
    add_residents(world, 130)
    seen = []
    for page in (1, 2, 3):
        seen += [row.pk for row in as_coach.get(f"{RESIDENTS}?ordering=surname&p={page}").context["object_list"]]
    assert len(seen) == len(set(seen)) == 131


def test_pages_read_by_index_range_are_the_plain_list(world, monkeypatch):
    monkeypatch.setattr(Handover, "scope_plain", Handover.scope_plain | {"proposed_at"})
    now = timezone.now()
    with scope.everything("test"):
        for i in range(30):
            make_handover(world.own, world.coach, proposed_at=now - timedelta(minutes=i * 7 % 11))
    from kik_wagtail.residents.access import as_user

    with as_user(world.coach) as opened:
        rows = Handover.objects.order_by("proposed_at", "pk")
        plain = list(rows.values_list("pk", "resident_id"))
        paginator = CappedPaginator(rows, 10)
        opened.seen.clear()
        pages = [row.pk for number in (1, 2, 3, 4) for row in paginator.page(number)]
    assert pages == [pk for pk, _resident in plain]
    assert opened.seen == {world.own.pk}


def test_every_word_of_a_search_must_match(as_coach, world):
    with scope.everything("test"):
        Resident.objects.filter(pk=world.own.pk).update(first_name="Fatima", prefix="el")
    for words, found in (("fatima eigen", 1), ("0000001 el", 1), ("fatima jansen", 0)):
        assert len(as_coach.get(RESIDENTS, {"q": words}).context["object_list"]) == found, words


def test_the_sorted_column_says_so_also_by_default(as_coach):
    assert as_coach.get(RESIDENTS).content.decode().count('aria-sort="ascending"') == 1
    html = as_coach.get(RESIDENTS + "?ordering=-client_number").content.decode()
    assert html.count('aria-sort="descending"') == 1


def test_the_search_landmarks_have_names(as_coach):
    html = as_coach.get(RESIDENTS).content.decode()
    assert "data-search-form" in html
    assert 'role="search" data-search-form' not in " ".join(html.split())


def test_an_unknown_ordering_is_the_default_one(as_coach):
    assert as_coach.get(RESIDENTS + "?ordering=coach__password").status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_needs_its_own_right(client, world, kind):
    world.coach.user_permissions.remove(*world.coach.user_permissions.filter(codename__startswith="export"))
    client.force_login(world.coach)
    assert client.get(f"{RESIDENTS}?export={kind}").status_code == 302
    assert "export=" not in client.get(RESIDENTS).content.decode()


def test_an_unknown_export_is_refused(as_coach):
    assert as_coach.get(RESIDENTS + "?export=exe").status_code == 400


def test_an_export_holds_own_rows_and_leaves_a_record_of_each(as_coach, world):
    text = b"".join(as_coach.get(RESIDENTS + "?export=csv&reason=controle").streaming_content).decode()
    assert "Eigenaar" in text
    assert "Vreemdeling" not in text
    assert set(AccessRecord.objects.values_list("resident", flat=True)) == {world.own.pk}


def test_an_export_keeps_leading_zeros_and_runs_no_formula(as_coach, world):
    payloads = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\x00=1")
    with scope.everything("test"):
        for i, payload in enumerate(payloads):
            Resident(client_number=f"F{i}", surname=payload.replace("\x00", "\x01"), area=world.own.area).save()
    text = b"".join(as_coach.get(RESIDENTS + "?export=csv&reason=controle").streaming_content).decode()
    assert "0000001" in text
    assert not [cell for cell in text.replace("\r\n", ",").split(",") if cell.strip('"')[:1] in tuple("=+-@\t＝")]
    content = b"".join(as_coach.get(RESIDENTS + "?export=xlsx&reason=controle").streaming_content)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert "=1+1" in {cell.value for cell in cells}


@pytest.mark.parametrize("query", ["export=csv", "export=csv&reason=", "export=xlsx&reason=x", "export=csv&q=eig"])
def test_an_export_asks_the_reason_first_and_shows_nobody(as_coach, world, query):
    response = as_coach.get(f"{RESIDENTS}?{query}")
    assert response.status_code == 200
    assert not response.streaming
    assert "Eigenaar" not in response.content.decode()
    assert not AccessRecord.objects.exists()
    assert ('name="q" value="eig"' in response.content.decode()) == ("q=eig" in query)


def test_the_reason_stands_in_the_record(as_coach, world):
    b"".join(as_coach.get(RESIDENTS + "?export=csv&reason=controle").streaming_content)
    assert set(AccessRecord.objects.values_list("purpose", flat=True)) == {"controle"}


def test_an_export_over_the_cap_is_refused_with_what_to_do(as_coach, world, monkeypatch):
    monkeypatch.setattr(export.SafeExportMixin, "export_max_rows", 3)
    add_residents(world, 5)
    response = as_coach.get(RESIDENTS + "?export=csv&reason=controle", follow=True)
    assert "3" in str(list(response.context["messages"])[0])
    assert not response.streaming


def test_the_menu_item_is_for_who_may_list():
    helper = HandoverScreen().permission_helper

    class Importer:
        def has_perm(self, name):
            return name.endswith("import_handover")

    assert not helper.user_can_list(Importer())
