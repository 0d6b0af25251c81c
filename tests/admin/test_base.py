"""What a screen may be made of."""

import ast
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.forms import Form, ModelChoiceField
from wagtail.admin.views import generic

import kik_wagtail
from kik_wagtail.admin.base import ScopedModelAdmin
from kik_wagtail.admin.choices import limit_choices
from kik_wagtail.admin.chooser import ScopedChooserViewSet
from kik_wagtail.residents.models import Area, Handover, Resident

PACKAGE = Path(kik_wagtail.__file__).parent


def imported_names(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def test_only_the_base_knows_modeladmins_own_class():
    users = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        for module, name in imported_names(path)
        if module.startswith("wagtail_modeladmin") and name not in ("modeladmin_register", "ModelAdminGroup")
    }
    assert users <= {"admin/base.py", "admin/policy.py"}


def test_a_model_that_is_not_personal_is_refused():
    with pytest.raises(ImproperlyConfigured, match="not a ScopedModel"):
        type("AreaScreen", (ScopedModelAdmin,), {"model": Area})()


def test_a_view_that_is_not_ours_is_refused():
    with pytest.raises(ImproperlyConfigured, match="edit_view_class"):
        type("Screen", (ScopedModelAdmin,), {"model": Handover, "edit_view_class": generic.EditView})()


def test_a_chooser_over_a_model_that_is_not_personal_is_refused():
    with pytest.raises(ImproperlyConfigured, match="not a ScopedModel"):
        type("Chooser", (ScopedChooserViewSet,), {"model": Area})("area").on_register()


def test_a_key_to_a_plain_model_needs_a_scope_of_its_own():
    class AreaForm(Form):
        area = ModelChoiceField(Area.objects.all())

    with pytest.raises(ImproperlyConfigured, match="form_scopes"):
        limit_choices(AreaForm(), None, {})
    limit_choices(AreaForm(), None, {"area": lambda user: Area.objects.none()})


def test_a_refused_action_has_no_address_and_is_nobodys():
    class Superuser:
        is_active = is_superuser = is_authenticated = True

        def has_perm(self, name):
            return True

    screen = type("Screen", (ScopedModelAdmin,), {"model": Resident, "refused_actions": ("delete", "add")})()
    names = {url.name.rsplit("_", 1)[-1] for url in screen.get_admin_urls_for_registration()}
    assert {"delete", "create"}.isdisjoint(names)
    assert {"index", "edit", "history", "results"} <= names
    assert not screen.policy.user_has_permission(Superuser(), "delete")
    assert not screen.permission_helper.user_can_create(Superuser())
    assert screen.policy.user_has_permission(Superuser(), "change")
