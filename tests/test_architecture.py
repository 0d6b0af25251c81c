"""The walls that no linter holds."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from kik_wagtail.scope.models import ScopedForeignKey, ScopedModel

PACKAGE = Path(__file__).parent.parent / "kik_wagtail"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))

# Every way to open more than a user's own, reviewed: who uses it, and why it is right there (security.md, S2).
OPENS_EVERYTHING = {
    "figures/registry.py": "a named count for everybody, never under five; reads no resident",
    "follow_up/checks.py": "counts what breaks an invariant; shows no resident",
    "letters/usage.py": "counts letters per version of a text, for whoever may see the text; reads no resident",
    "follow_up/announcing.py": "counts what beeps, for every coach; reads no resident",
    "routes/dry_run_reading.py": "counts who would come onto a route by coach and place; shows no resident, writes nothing",
    "routes/backlog.py": "remembers keys and areas of who matched a route already; nobody gets to see them",
    "routes/counting.py": "counts who is on a route, for whoever may see the route; reads no resident",
    "management/commands/kik_beep.py": "counts what beeps, for every coach; reads no resident",
    "follow_up/uses.py": "counts contacts, referrals and reports that use a place, partner, provision or guide; reads no resident",
    "residents/uses.py": "counts the residents and handovers of an area, for whoever may see areas; reads no resident",
    "residents/forms.py": "is a client number in use anywhere? exists() only",
    "residents/importing/plan.py": "compares a file with what is known; nobody gets to see it, what is applied is recorded",
    "routes/planning.py": "numbers of a manager's plan; confirming goes by recorded()",
    "residents/access.py": "recorded(): jobs and commands, with an access record for each resident",
}
LEAVES_NO_RECORD: dict[str, str] = {
    "routes/planning.py": "plans who would be put on a route; only numbers are shown, confirming is recorded",
}


def calls(path: Path, *names: str) -> list[int]:
    """Lines of `path` that call one of these functions, however they were imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                found.append(node.lineno)
    return found


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_everything_is_opened_only_where_it_was_reviewed():
    found = {relative(path) for path in SOURCES if calls(path, "everything")}
    assert found == set(OPENS_EVERYTHING), "review the new place and write down why, or take the old one off the list"


def test_nothing_is_read_without_a_record_but_where_it_was_reviewed():
    assert {relative(path) for path in SOURCES if calls(path, "unnoted")} == set(LEAVES_NO_RECORD)


def test_scopes_are_made_in_the_middleware_and_the_access_room_only():
    allowed = {"middleware.py", "residents/access.py", "scope/context.py"}
    allowed |= {"snippets/locks.py"}  # asks a Wagtail lock about a user: another for_user
    assert {relative(path) for path in SOURCES if calls(path, "enter", "for_user")} <= allowed


def test_only_the_hardened_base_stands_on_modeladmin():
    users = {relative(path) for path in SOURCES if "wagtail_modeladmin" in path.read_text(encoding="utf-8")}
    assert {path for path in users if not path.startswith("admin/")} <= {"checks.py"}


def test_settings_are_read_in_one_place():
    allowed = {"conf.py", "checks.py", "outbox/checks.py"}
    pattern = re.compile(r"settings\.(?!AUTH_USER_MODEL)[A-Z_]+|getattr\(settings")
    users = {relative(path) for path in SOURCES if pattern.search(path.read_text(encoding="utf-8"))}
    assert users <= allowed


def test_no_room_is_called_after_leftovers():
    banned = {"utils", "common", "helpers", "misc"}
    assert not {relative(path) for path in SOURCES if banned & {path.stem, *path.relative_to(PACKAGE).parts}}


def test_modules_can_be_seen_whole():
    assert not {relative(path) for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > 400}


def test_functions_do_one_thing():
    long = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 50:
                long.append(f"{relative(path)}:{node.name}")
    assert not long


def about_residents(model: type[models.Model]) -> bool:
    return any(
        field.is_relation and field.concrete and getattr(field.related_model, "_meta", None)
        and field.related_model._meta.label == "kik_wagtail.Resident"
        for field in model._meta.get_fields()
        if not field.auto_created
    )  # fmt: skip


@pytest.mark.parametrize(
    "model", list(apps.get_app_config("kik_wagtail").get_models()), ids=lambda model: model.__name__
)
def test_a_table_that_points_to_a_resident_is_scoped_or_gives_access(model):
    if about_residents(model) and model.__name__ != "TemporaryAccess":
        assert issubclass(model, ScopedModel)
        assert model._meta.base_manager_name == "objects"


@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_app_config("kik_wagtail").get_models() if issubclass(model, ScopedModel)],
    ids=lambda model: model.__name__,
)
class TestPersonalModels:
    def test_joins_to_and_from_it_are_scoped(self, model):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.name in {"resident", "area", "coach"}:
                assert isinstance(field, ScopedForeignKey), field.name

    def test_it_has_no_revisions_no_search_index_and_is_no_snippet(self, model):
        from wagtail.models import RevisionMixin
        from wagtail.search.index import Indexed
        from wagtail.snippets.models import get_snippet_models

        assert not issubclass(model, (RevisionMixin, Indexed))
        assert model.wagtail_reference_index_ignore is True
        assert model not in get_snippet_models()

    def test_it_says_nothing_about_a_person_as_text(self, model):
        values = {
            field.attname: "CANARY"
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and field.name not in {"client_number", "reference"}
        }
        assert "CANARY" not in str(model(**values))


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_templates_have_no_inline_script_or_style(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
    assert not re.search(r"<style|\sstyle=|\son(click|change|submit|load|input)=", text)


def test_no_path_of_a_machine_and_no_registry_stands_in_the_project():
    root = PACKAGE.parent
    banned = re.compile(r"/(work|root|farm)/|pypi\.org/simple|registry\.npmjs")
    for name in ("pyproject.toml", "Makefile", "README.md", ".ci/run"):
        if (root / name).exists():
            assert not banned.search((root / name).read_text(encoding="utf-8")), name
