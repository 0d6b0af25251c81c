"""Text that lies encrypted in the database (report answers, promises, merged letter values).

Keys are Fernet keys in KIK_WAGTAIL_FIELD_KEYS, newest first: the first encrypts, all decrypt, so keys rotate.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from kik_wagtail import conf


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _keys() -> MultiFernet:
    keys = conf.field_keys()
    if not keys:
        raise ImproperlyConfigured("KIK_WAGTAIL_FIELD_KEYS is empty: set at least one Fernet key.")
    return _fernet(keys)


class EncryptedTextField(models.TextField):
    """Stored as a Fernet token; cannot be searched or ordered by the database."""

    def get_prep_value(self, value: Any) -> Any:
        if value in (None, ""):
            return value
        return _keys().encrypt(str(value).encode()).decode("ascii")

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        if not value:
            return value
        try:
            return _keys().decrypt(value.encode("ascii")).decode()
        except InvalidToken as error:
            raise ImproperlyConfigured(
                f"{self.model.__name__}.{self.name} cannot be decrypted with the keys in KIK_WAGTAIL_FIELD_KEYS. "
                "Put the key that wrote it back in the list."
            ) from error

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in {"isnull", "exact"} else None


class EncryptedJSONField(EncryptedTextField):
    """A dict or list, stored as one encrypted JSON text."""

    _pyi_private_set_type: Any  # what may be assigned and read, for django-stubs
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else super().get_prep_value(json.dumps(value, ensure_ascii=False))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else ({} if text == "" else None)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> str:
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)
