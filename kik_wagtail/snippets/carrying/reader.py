"""A file of texts, read: YAML or JSON. Pure.

Read event by event, so that nothing is ever built that the file only refers to. Every scalar stays the text it is
("1e3", "ja", "2026-01-01"): the field it is for decides what it means. An empty one, ~ and null are None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from . import errors

FORMAT = 1
MOST_BYTES = 10 * 1024 * 1024
DEEPEST = 40
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
NOTHING = {"", "~", "null", "Null", "NULL"}
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Items = dict[str, dict[str, dict[str, Any]]]


@dataclass
class TextsFile:
    """`texts`: kind → code → item. `wording`: "published" or "newest"."""

    texts: Items
    package: str = ""
    moment: str = ""
    wording: str = "published"
    format: int = field(default=FORMAT)


def read(content: bytes) -> TextsFile:
    """Raises errors.FileRefused, and nothing else, whatever the bytes are."""
    if len(content) > MOST_BYTES:
        raise errors.FileTooLarge(megabytes=MOST_BYTES // (1024 * 1024))
    text = _decoded(content)
    if not text.strip():
        raise errors.FileEmpty
    root = _json(text) if text.lstrip().startswith("{") else _yaml(text)
    _refuse_unstorable(root)
    return _checked(root)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise errors.NotText from error


def _refuse_unstorable(value: Any, depth: int = 0) -> None:
    """Characters that no database keeps may still be written as \\u0000 or \\ud800."""
    if depth > DEEPEST:
        raise errors.TooDeep(line=1)
    if isinstance(value, str) and UNSTORABLE.search(value):
        raise errors.NotText
    for inner in [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ():
        _refuse_unstorable(inner, depth + 1)


def _checked(root: Any) -> TextsFile:
    if not isinstance(root, dict) or "format" not in root or "texts" not in root:
        raise errors.NoTexts
    if str(root["format"]) != str(FORMAT):
        raise errors.FormatUnknown(found=str(root["format"])[:20], known=FORMAT)
    texts = root["texts"] or {}
    for where, value in _structure(texts):
        if not isinstance(value, dict):
            raise errors.WrongType(where=where, expected=errors.A_MAPPING)
    about = {name: str(root.get(name) or "") for name in ("package", "moment", "wording")}
    return TextsFile({kind: dict(items) for kind, items in texts.items()}, **about)


def _structure(texts: Any) -> Iterator[tuple[str, Any]]:
    yield "texts", texts
    for kind, items in texts.items():
        yield kind, items
        yield from ((f"{kind} › {code}", item) for code, item in items.items())


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise errors.NotYaml(line=error.lineno) from error
    except RecursionError as error:
        raise errors.TooDeep(line=1) from error
    except ValueError as error:  # a number of thousands of digits
        raise errors.NotYaml(line=1) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise errors.KeyTwiceInJson(key=key[:60])
        found[key] = value
    return found


def _yaml(text: str) -> Any:
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        refusal = (
            errors.TooDeep if "nesting depth" in str(error) else errors.NotYaml
        )  # libyaml has a limit from 0.2.6 on
        raise refusal(line=mark.line + 1 if mark else 1) from error
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root: Any = None
        self.documents = 0
        self.open: list[dict[str, Any] | list[Any]] = []
        self.keys: list[str | None] = []  # per open mapping the key whose value is awaited

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None) is not None:
            raise errors.HasAnchors(line=line)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) is not None:
            raise errors.HasTags(line=line)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise errors.SeveralDocuments(line=line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, yaml.ScalarEvent):
            is_nothing = event.implicit[0] and event.value in NOTHING  # implicit: without quotes
            self._put(None if is_nothing else event.value, event.value, line)

    def _begin(self, collection: Any, line: int) -> None:
        if len(self.open) >= DEEPEST:
            raise errors.TooDeep(line=line)
        self._put(collection, None, line)
        self.open.append(collection)
        self.keys.append(None)

    def _put(self, value: Any, as_key: str | None, line: int) -> None:
        """In the innermost open collection; a scalar may be a key there."""
        if not self.open:
            self.root = value
        elif isinstance(self.open[-1], list):
            self.open[-1].append(value)
        elif self.keys[-1] is None:
            self._begin_key(as_key, line)
        else:
            self.open[-1][self.keys[-1]] = value
            self.keys[-1] = None

    def _begin_key(self, key: str | None, line: int) -> None:
        if key is None:
            raise errors.NotYaml(line=line)  # a list or a mapping as a key
        if key in self.open[-1]:
            raise errors.KeyTwice(key=key[:60], line=line)
        self.keys[-1] = key
