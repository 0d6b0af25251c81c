import contextlib

import pytest
from django.db import transaction

from kik_wagtail import scope


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
