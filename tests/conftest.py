import contextlib
import gc
import os

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase

from kik_wagtail import scope
from tests import migrated

TOUCH = {"db", "transactional_db"}


def pytest_collection_modifyitems(config, items):
    """What touches no database says the same on PostgreSQL as it said on SQLite."""
    if os.environ.get("KIK_TEST_DATABASE") == "postgres":
        touching = [
            item for item in items if TOUCH.intersection(item.fixturenames) or item.get_closest_marker("django_db")
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in touching])
        items[:] = touching


def pytest_collection_finish():
    """What was imported stays: the garbage collector need not walk through all of Wagtail again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, django_db_blocker):
    """The test database begins as a copy of one that was migrated before."""
    with django_db_blocker.unblock():
        migrated.copy()
    yield connection.vendor == "sqlite"  # there Django would begin by deleting the copy
    migrated.take_away()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """After a test that commits, SQLite is put back as the migrations left it; Django would empty table by table."""
    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: migrated.put_back())
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """What a test left there is of rows that were rolled back, such as where a site begins."""
    cache.clear()


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
