from datetime import date

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection

from kik_wagtail.follow_up.models import Commitment
from tests.factories import make_resident

pytestmark = pytest.mark.django_db
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def promise(everything, settings):
    settings.KIK_WAGTAIL_FIELD_KEYS = [OLD]
    resident = make_resident()
    return Commitment.objects.create(
        resident=resident,
        area=resident.area,
        by="coach",
        what="uitzoeken",
        due_on=date(2026, 1, 1),
        made_on=date(2026, 1, 1),
    )


def stored(promise):
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM kik_wagtail_commitment WHERE id = %s", [promise.pk])
        return cursor.fetchone()[0]


def test_the_database_holds_no_readable_text(promise):
    assert "uitzoeken" not in stored(promise)
    assert Commitment.objects.get().what == "uitzoeken"


def test_keys_rotate_and_old_text_stays_readable(promise, settings):
    settings.KIK_WAGTAIL_FIELD_KEYS = [NEW, OLD]
    row = Commitment.objects.get()
    assert row.what == "uitzoeken"
    before = stored(promise)
    row.save()
    assert stored(promise) != before
    settings.KIK_WAGTAIL_FIELD_KEYS = [NEW]
    assert Commitment.objects.get().what == "uitzoeken"


def test_a_lost_key_is_named_as_such(promise, settings):
    settings.KIK_WAGTAIL_FIELD_KEYS = [NEW]
    with pytest.raises(ImproperlyConfigured, match="Put the key that wrote it back"):
        Commitment.objects.get()


def test_encrypted_text_cannot_be_searched(promise):
    with pytest.raises(FieldError):
        Commitment.objects.filter(what__contains="uit").exists()
