"""The scope as SQL: two columns, the same on every personal table."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import models
from django.db.models.expressions import Expression

from .context import current


class InScope(Expression):
    """True for rows that the current scope may see. No scope: ScopeMissing. Nothing visible: no query at all."""

    conditional = True

    def __init__(self, area: Any, resident: Any) -> None:
        super().__init__(output_field=models.BooleanField())
        self.columns = [area, resident]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: list[Any]) -> None:
        self.columns = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        scope = current()
        if scope.sees_everything:
            raise FullResultSet
        parts: list[str] = []
        params: list[Any] = []
        for column, ids in zip(self.columns, (scope.grants.areas, scope.grants.residents), strict=True):
            if ids:
                sql, own = compiler.compile(column)
                parts.append(f"{sql} IN ({', '.join(['%s'] * len(ids))})")
                params += [*own, *sorted(ids)]
        if not parts:
            raise EmptyResultSet
        return f"({' OR '.join(parts)})", params


class InScopeOn(InScope):
    """The same inside a JOIN's ON, where Django does not understand Empty/FullResultSet."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        try:
            return super().as_sql(compiler, connection)
        except EmptyResultSet:
            return "1 = 0", []
        except FullResultSet:
            return "1 = 1", []
