"""A search engine in memory that is spoken to as Elasticsearch and OpenSearch are: what our searches ask, and no more.

What it is not asked by them raises KeyError, so that a filter which such an engine does not know cannot pass unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from modelsearch.backends.elasticsearchbase import ElasticsearchBaseSearchBackend


class Missing(Exception):
    """What a client raises for an index or document that is not there."""


class Engine:
    """The index, and its own client."""

    documents: ClassVar[dict[str, dict[str, Any]]] = {}
    fields: ClassVar[dict[str, dict[str, Any]]] = {}

    def __init__(self, **options: Any) -> None:
        self.indices = self

    def create(self, index: str, settings: Any) -> None:
        self.documents[index], self.fields[index] = {}, {}

    def put_mapping(self, *, index: str, body: Mapping[str, Any]) -> None:
        self.fields[index] |= body["properties"]

    def refresh(self, index: str) -> None:
        assert index in self.documents

    def delete(self, index: str, id: str | None = None) -> None:
        try:
            del (self.documents if id is None else self.documents[index])[index if id is None else id]
        except KeyError:
            raise Missing from None

    def index(self, index: str, document: Mapping[str, Any], *, id: str) -> None:
        self.documents[index][id] = document

    def count(self, *, index: str, body: Mapping[str, Any]) -> dict[str, int]:
        return {"count": len(self._found(index, body["query"]))}

    def search(self, *, index: str, body: Mapping[str, Any], from_: int, size: int, **named: Any) -> dict[str, Any]:
        found = self._found(index, body["query"])[from_ : from_ + size]
        return {"hits": {"hits": [{"fields": {"pk": [one["pk"]]}, "_score": 1} for one in found]}}

    def _found(self, index: str, query: Any) -> list[Any]:
        return [one for one in self.documents[index].values() if self._fits(one, query, self.fields[index])]

    def _fits(self, document: Any, query: Any, fields: Any) -> bool:
        ((kind, asked),) = query.items()
        return {
            "bool": self._bool,
            "match": lambda one, asked, _fields: all(value in one[name] for name, value in asked.items()),
            "multi_match": self._multi_match,
            "term": lambda one, asked, _fields: all(one[name] == value for name, value in asked.items()),
            "terms": lambda one, asked, _fields: all(one[name] in values for name, values in asked.items()),
            "prefix": lambda one, asked, _fields: all(one[name].startswith(value) for name, value in asked.items()),
            "match_all": lambda *_asked: True,
        }[kind](document, asked, fields)

    def _bool(self, document: Any, asked: Any, fields: Any) -> bool:
        fits = {
            how: [self._fits(document, one, fields) for one in (what if isinstance(what, list) else [what])]
            for how, what in asked.items()
        }
        assert set(fits) <= {"must", "filter", "should", "must_not"}
        return all([*fits.get("must", []), *fits.get("filter", []), any(fits.get("should", [True]))]) and not any(
            fits.get("must_not", [])
        )

    def _multi_match(self, document: Any, asked: Any, fields: Any) -> bool:
        """Every word somewhere in one of the fields, or in those that are copied to it."""
        assert asked["operator"] == "and"
        for name in (one.split("^")[0] for one in asked["fields"]):
            into = [key for key, field in fields.items() if name == key or name in field.get("copy_to", "")]
            words = re.findall(r"\w+", " ".join(str(document.get(key, "")) for key in into).casefold())
            if all(word in words for word in re.findall(r"\w+", asked["query"].casefold())):
                return True
        return False


class SearchBackend(ElasticsearchBaseSearchBackend):
    client_class = Engine
    NotFoundError = Missing

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params | {"ATOMIC_REBUILD": False})

    def bulk(self, client: Engine, actions: list[dict[str, Any]], *, index: str) -> None:
        for action in actions:
            client.index(index, action, id=action["_id"])
