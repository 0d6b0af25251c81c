import pytest

from tests.pages.bodies import make_root
from tests.starting import kik_setup


@pytest.fixture
def root(db):
    kik_setup()
    return make_root()
