"""The rows in the code are the rows in the database."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


@pytest.mark.django_db
def test_no_model_waits_for_its_migration():
    migrations = MigrationLoader(connection)
    detector = MigrationAutodetector(migrations.project_state(), ProjectState.from_apps(apps))
    assert detector.changes(graph=migrations.graph) == {}
