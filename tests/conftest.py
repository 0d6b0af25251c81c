import contextlib
import os

import pytest
from django.db import transaction

from kik_wagtail import scope

TOUCH = {"db", "transactional_db"}


def pytest_collection_modifyitems(config, items):
    """What touches no database says the same on PostgreSQL as it said on SQLite."""
    if os.environ.get("KIK_TEST_DATABASE") == "postgres":
        touching = [
            item for item in items if TOUCH.intersection(item.fixturenames) or item.get_closest_marker("django_db")
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in touching])
        items[:] = touching


@pytest.fixture
def everything(db):
    """All residents, for making and checking test rows."""
    with scope.everything("test") as opened:
        yield opened


@pytest.fixture
def transactional_rollback(db):
    """A context manager that undoes what was done in it: one clean database per hypothesis example."""

    @contextlib.contextmanager
    def rolled_back():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return rolled_back
