from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

import kik_wagtail


@pytest.mark.django_db
def test_no_model_changed_without_a_migration():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_the_chain_has_one_end_and_every_migration_a_name():
    loader = MigrationLoader(None)
    assert len(loader.graph.leaf_nodes("kik_wagtail")) == 1
    folder = Path(kik_wagtail.__file__).parent / "migrations"
    assert not [path.name for path in folder.glob("0*.py") if "auto" in path.name]


def test_the_chain_stands_on_what_the_oldest_wagtail_has():
    loader = MigrationLoader(None)
    needed = {
        name
        for (app, _), node in loader.graph.node_map.items()
        if app == "kik_wagtail"
        for parent, name in ((key.key[0], key.key[1]) for key in node.parents)
        if parent == "wagtailcore"
    }
    assert max(needed) <= "0097_baselogentry_uuid_action_timestamp_indexes"


@pytest.mark.django_db(transaction=True)
def test_the_chain_can_be_walked_back_and_forth():
    newest = MigrationLoader(connection).graph.leaf_nodes("kik_wagtail")
    MigrationExecutor(connection).migrate([("kik_wagtail", None)])
    assert not [table for table in connection.introspection.table_names() if table.startswith("kik_wagtail_")]
    MigrationExecutor(connection).migrate(newest)
    assert "kik_wagtail_resident" in connection.introspection.table_names()
