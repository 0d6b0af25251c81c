"""What can be wrong with a letter, as data: a stable code, where it is, and the values for a sentence.

The sentences stand in `messages`, so that this module and everything that finds problems stay free of Django.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})

# With one of these no page can be made at all; with the others a preview still shows the page.
FATAL = frozenset({"character", "leftover", "address", "address_does_not_fit", "empty", "no_subject", "typesetting"})


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    code: str
    field: str = ""  # a merge field's name, "subject", "address", "block 3", ...
    values: Mapping[str, Any] = dataclasses.field(default_factory=lambda: NOTHING)

    @property
    def is_fatal(self) -> bool:
        return self.code in FATAL
