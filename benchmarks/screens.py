"""The screens of a coach among 11,000 residents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from .measuring import Table, side_by_side


def measure(table: Table, *, coach: Any, superuser: Any) -> None:
    ours, plain = Client(), Client()
    ours.force_login(coach)
    plain.force_login(superuser)
    index, peer = reverse("kik_residents_modeladmin_index"), reverse("plain_residents:index")
    pairs = {
        "list of residents, 50 rows": (index, peer, "plain Wagtail"),
        "list of residents, searched": (f"{index}?q=jansen", f"{peer}?q=jansen", "plain Wagtail"),
        "Vandaag": (reverse("kik_desk:today"), reverse("wagtailadmin_home"), "Wagtail's home"),
    }
    for what, (address, peer_address, peer_name) in pairs.items():
        works = page(ours, address), page(plain, peer_address)
        timed = [f"{text}, {queries(work)} queries" for text, work in zip(side_by_side(*works), works, strict=True)]
        table.add(what, timed[0], f"{timed[1]} {peer_name}")


def page(client: Client, address: str) -> Callable[[], Any]:
    def work() -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    return work


def queries(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
