"""Base of every personal model, and the record of who saw whom."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.expressions import Col
from django.db.models.sql.where import WhereNode
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .context import current
from .expressions import InScopeOn
from .querysets import ScopedQuerySet, manager_of


class ScopedForeignKey(models.ForeignKey):
    """Puts the scope in the ON clause too: select_related, values("x__y"), filters and orderings by a join."""

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> WhereNode | None:
        sides = ((self.remote_field.model, alias), (self.model, related_alias))
        found = [
            InScopeOn(*(Col(name, model._meta.get_field(column)) for column in ("area", model.scope_resident)))
            for model, name in sides
            if name and hasattr(model, "scope_resident")  # historical models in migrations have it not
        ]
        return WhereNode(found) if found else None


class ScopedModel(models.Model):
    """A row about one resident. Has an `area`, always the resident's own; `scope_resident` names the resident's key.

    The base manager is scoped too: following a foreign key, refresh_from_db and serialisers go through it.
    """

    scope_resident: ClassVar[str] = "resident_id"
    scope_plain: ClassVar[frozenset[str]] = frozenset({"id", "pk", "area", "area_id"})  # says nothing about a person
    wagtail_reference_index_ignore = True

    objects = manager_of(ScopedQuerySet)

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.check_new_row()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """The collector deletes by key and asks no manager, so the scope is asked here."""
        if not type(self).objects.filter(pk=self.pk).exists():
            raise PermissionDenied("Deletion outside the scope.")
        return super().delete(*args, **kwargs)

    def check_new_row(self) -> None:
        if not current().allows(self.area_id, getattr(self, self.scope_resident)):  # type: ignore[attr-defined]
            raise PermissionDenied("New row outside the scope.")


class AccessRecord(models.Model):
    """One resident shown to, or changed by, one user in one operation.

    Plain keys, no foreign keys: a record outlives the user and the resident. Holds no personal values and no query
    string. Written once, never changed: no screen of ours offers that.
    """

    at = models.DateTimeField(_("at"), default=timezone.now)
    operation = models.UUIDField(_("operation"))
    user_id = models.BigIntegerField(_("user"), null=True)
    roles = models.CharField(_("roles"), max_length=200, blank=True)
    resident = models.BigIntegerField(_("resident"))
    action = models.CharField(_("action"), max_length=20)
    route = models.CharField(_("route"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    result = models.PositiveSmallIntegerField(_("result"))
    origin = models.CharField(_("origin"), max_length=20)

    class Meta:
        verbose_name = _("access record")
        verbose_name_plural = _("access records")
        indexes = [
            models.Index(fields=["resident", "at"], name="kik_access_resident_at"),
            models.Index(fields=["user_id", "at"], name="kik_access_user_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.route}"
