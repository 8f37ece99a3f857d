"""The first migrations of most parts replace the steps up to 0.4.0: an older database goes on as if they did not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import DO_NOTHING, BigAutoField, ForeignKey, IntegerField

from decision.database.operations import AtOnce

Key = tuple[str, str]
OURS = {"teams", "criteria", "frameworks", "matrix", "evidence", "robustness", "talk", "rounds", "live"}
ON_DISK = MigrationLoader(None)
REPLACEMENTS = {key: migration.replaces for key, migration in ON_DISK.replacements.items()}
# What 0.4.0 added to the steps of 0.3.0.
SINCE_0_3_0 = {
    *(("criteria", name) for name in ("0003_metric_range", "0004_search", "0005_decisions_own_functions")),
    *(
        ("frameworks", name)
        for name in ("0003_claim_status", "0004_merges_and_imports", "0005_search", "0006_needs")
    ),
    *(("matrix", name) for name in ("0006_claims_good_for", "0007_evidence", "0008_gates_on_features")),
    *(("evidence", name) for name in ("0001_initial", "0002_proposals")),
    *(("robustness", name) for name in ("0001_studies", "0002_study_first")),
}
# What is newer than 0.4.0; no older database has any of it.
UP_TO_0_4_0 = {
    *REPLACEMENTS,
    *(step for replaced in REPLACEMENTS.values() for step in replaced),
    *((app, "0001_initial") for app in ("record", "weighing", "lifecycle")),
}
LATER = {
    key
    for key, migration in ON_DISK.disk_migrations.items()
    if key not in UP_TO_0_4_0
    and type(migration).__module__.startswith(("decision.", "criteria.", "frameworks."))
}


def models_at(loader: MigrationLoader, nodes: list[Key]) -> dict[Key, ModelState]:
    """The models of these parts after these migrations."""
    state = loader.graph.make_state(nodes=nodes, at_end=True, real_apps=loader.unmigrated_apps)
    return {key: model for key, model in state.models.items() if key[0] in OURS}


def forget(*keys: Key) -> None:
    """Let the database look as if it never had these migrations, nor any since 0.4.0."""
    for app, name in (*keys, *LATER):
        MigrationRecorder(connection).record_unapplied(app, name)


def to_do() -> set[Key]:
    """What `migrate` would still do to reach 0.4.0."""
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {(migration.app_label, migration.name) for migration, _ in plan} - LATER


def test_every_part_with_several_steps_up_to_0_4_0_has_one_that_replaces_them() -> None:
    assert {app for app, _ in REPLACEMENTS} == OURS


def test_replacements_and_the_steps_that_they_replace_make_the_same_models() -> None:
    steps = MigrationLoader(None, replace_migrations=False)
    by_steps = models_at(steps, [replaced[-1] for replaced in REPLACEMENTS.values()])
    at_once = models_at(ON_DISK, list(REPLACEMENTS))
    assert at_once == by_steps


@pytest.mark.django_db
class TestOlderDatabases:
    def test_one_of_0_4_0_has_nothing_to_do(self) -> None:
        forget(*REPLACEMENTS)
        assert to_do() == set()

        MigrationExecutor(connection).check_replacements()
        assert REPLACEMENTS.keys() <= MigrationRecorder(connection).applied_migrations().keys()

    def test_one_of_0_3_0_does_the_steps_that_it_lacks(self) -> None:
        forget(*REPLACEMENTS, *SINCE_0_3_0)
        whole = {key for key, replaced in REPLACEMENTS.items() if set(replaced) <= SINCE_0_3_0}
        steps = SINCE_0_3_0 - {step for key in whole for step in REPLACEMENTS[key]}
        assert {app for app, _ in whole} == {"evidence", "robustness"}
        assert to_do() == steps | whole

    @pytest.mark.parametrize("app", sorted(OURS))
    def test_one_that_stopped_between_two_steps_of_a_part_goes_on_there(self, app: str) -> None:
        [(key, replaced)] = [found for found in REPLACEMENTS.items() if found[0][0] == app]
        forget(key, replaced[-1])
        assert to_do() == {replaced[-1]}


@pytest.mark.django_db
def test_several_operations_at_once_are_done_in_their_order_and_undone_in_the_other() -> None:
    fields = [("id", BigAutoField(primary_key=True))]
    made = AtOnce([CreateModel("Beam", fields), CreateModel("Weight", fields)])
    joined = AtOnce(
        [
            AddField("weight", "beam", ForeignKey("Beam", DO_NOTHING, null=True)),
            AddField("weight", "points", IntegerField(default=0)),
        ]
    )
    states = [ProjectState()]
    for step in (made, joined):
        assert states[-1].apps  # rendered, as it is when a database is migrated
        states.append(states[-1].clone())
        step.state_forwards("record", states[-1])
    nothing, apart, together = states

    with connection.schema_editor(atomic=False) as editor:
        made.database_forwards("record", editor, nothing, apart)
        joined.database_forwards("record", editor, apart, together)
        assert columns("record_weight") == ["id", "beam_id", "points"]
        joined.database_backwards("record", editor, together, apart)
        assert columns("record_weight") == ["id"]
        made.database_backwards("record", editor, apart, nothing)
        assert columns("record_weight") == columns("record_beam") == []


def columns(table: str) -> list[str]:
    """The columns that a table has now, none where there is no such table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        return [row[0] for row in cursor.fetchall()]
