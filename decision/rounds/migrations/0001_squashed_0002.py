"""Everything up to 0.4.0 in one step; docs/migrations.md says when the steps that it replaces go."""

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.datetime
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from decision.database.operations import AtOnce
from decision.teams.events import Login, ThisTransaction

from ._closed import CLOSED


class Migration(migrations.Migration):

    replaces = [
        ('rounds', '0001_initial'),
        ('rounds', '0002_closed'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('criteria', '0002_transactions'),
        ('frameworks', '0002_transactions'),
        ('matrix', '0005_record'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Round',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('asks', models.CharField(choices=[('weights', 'weights'), ('scores', 'scores'), ('both', 'weights and scores')], default='weights', max_length=8)),
                    ('status', models.CharField(choices=[('open', 'open'), ('revealed', 'revealed'), ('cancelled', 'cancelled')], default='open', max_length=10)),
                    ('reveal', models.CharField(choices=[('by_editor', 'when an editor reveals it'), ('when_all_in', 'when everybody has finished'), ('at_time', 'at a time')], default='when_all_in', max_length=12)),
                    ('closes_at', models.DateTimeField(blank=True, null=True)),
                    ('aggregate', models.CharField(choices=[('arithmetic', 'mean'), ('geometric', 'geometric mean'), ('median', 'median')], default='arithmetic', max_length=10)),
                    ('note', models.CharField(blank=True, help_text='What the members should know.', max_length=300)),
                    ('asked', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('revealed_at', models.DateTimeField(null=True)),
                    ('cancelled_at', models.DateTimeField(null=True)),
                    ('applied_at', models.DateTimeField(null=True)),
                    ('applied_aggregate', models.CharField(blank=True, choices=[('arithmetic', 'mean'), ('geometric', 'geometric mean'), ('median', 'median')], max_length=10)),
                    ('applied_revision', models.PositiveIntegerField(null=True)),
                    ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('cancelled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='matrix.decision')),
                    ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revealed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['decision', 'number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('decision', 'number'), name='rounds_round_number_once'),
                        models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('decision',), name='rounds_round_one_open'),
                        models.CheckConstraint(condition=models.Q(('closes_at__isnull', True), ('closes_at__gt', models.F('opened_at')), _connector='OR'), name='rounds_round_closes_after_opening'),
                        models.CheckConstraint(condition=models.Q(models.Q(('closes_at__isnull', False), ('reveal', 'at_time')), models.Q(models.Q(('reveal', 'at_time'), _negated=True), ('closes_at__isnull', True)), _connector='OR'), name='rounds_round_time_where_asked'),
                        models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', True), ('revealed_at__isnull', True), ('status', 'open')), models.Q(('cancelled_at__isnull', True), ('revealed_at__isnull', False), ('status', 'revealed')), models.Q(('cancelled_at__isnull', False), ('revealed_at__isnull', True), ('status', 'cancelled')), _connector='OR'), name='rounds_round_status_dated'),
                        models.CheckConstraint(condition=models.Q(('applied_at__isnull', True), ('status', 'revealed'), _connector='OR'), name='rounds_round_applied_after_reveal'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "rounds_roundevent" ("aggregate", "applied_aggregate", "applied_at", "applied_by_id", "applied_revision", "asked", "asks", "cancelled_at", "cancelled_by_id", "closes_at", "decision_id", "id", "note", "number", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reveal", "revealed_at", "revealed_by_id", "status") VALUES (NEW."aggregate", NEW."applied_aggregate", NEW."applied_at", NEW."applied_by_id", NEW."applied_revision", NEW."asked", NEW."asks", NEW."cancelled_at", NEW."cancelled_by_id", NEW."closes_at", NEW."decision_id", NEW."id", NEW."note", NEW."number", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reveal", NEW."revealed_at", NEW."revealed_by_id", NEW."status"); RETURN NULL;', hash='b0b41822ac822c060065c543e5d33323ef061c56', operation='INSERT', pgid='pgtrigger_insert_insert_1ee33', table='rounds_round', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rounds_roundevent" ("aggregate", "applied_aggregate", "applied_at", "applied_by_id", "applied_revision", "asked", "asks", "cancelled_at", "cancelled_by_id", "closes_at", "decision_id", "id", "note", "number", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reveal", "revealed_at", "revealed_by_id", "status") VALUES (NEW."aggregate", NEW."applied_aggregate", NEW."applied_at", NEW."applied_by_id", NEW."applied_revision", NEW."asked", NEW."asks", NEW."cancelled_at", NEW."cancelled_by_id", NEW."closes_at", NEW."decision_id", NEW."id", NEW."note", NEW."number", NEW."opened_at", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reveal", NEW."revealed_at", NEW."revealed_by_id", NEW."status"); RETURN NULL;', hash='2e3cd12ef3f76853d5c2403e7e6cc07390a8a3bf', operation='UPDATE', pgid='pgtrigger_update_update_46a8a', table='rounds_round', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "rounds_roundevent" ("aggregate", "applied_aggregate", "applied_at", "applied_by_id", "applied_revision", "asked", "asks", "cancelled_at", "cancelled_by_id", "closes_at", "decision_id", "id", "note", "number", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reveal", "revealed_at", "revealed_by_id", "status") VALUES (OLD."aggregate", OLD."applied_aggregate", OLD."applied_at", OLD."applied_by_id", OLD."applied_revision", OLD."asked", OLD."asks", OLD."cancelled_at", OLD."cancelled_by_id", OLD."closes_at", OLD."decision_id", OLD."id", OLD."note", OLD."number", OLD."opened_at", OLD."opened_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reveal", OLD."revealed_at", OLD."revealed_by_id", OLD."status"); RETURN NULL;', hash='cd8a6e6e0f91ad0cf1e2ca8475bf25f7223de6fa', operation='DELETE', pgid='pgtrigger_delete_delete_e9ec1', table='rounds_round', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Ballot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=310)),
                    ('counts', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=8)),
                    ('weighing', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                    ('saved_at', models.DateTimeField(null=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='ballots', to=settings.AUTH_USER_MODEL)),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='rounds.round')),
                ],
                options={
                    'ordering': ['round', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('round', 'member'), name='rounds_ballot_once'),
                        models.CheckConstraint(condition=models.Q(('counts__gt', 0)), name='rounds_ballot_counts_something'),
                        models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('saved_at__isnull', False), _connector='OR'), name='rounds_ballot_saved_before_finished'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "rounds_ballotevent" ("counts", "finished_at", "id", "member_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "saved_at", "weighing") VALUES (NEW."counts", NEW."finished_at", NEW."id", NEW."member_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round_id", NEW."saved_at", NEW."weighing"); RETURN NULL;', hash='832912b7facf49ddada272e8730ffe0d5ac75d38', operation='INSERT', pgid='pgtrigger_insert_insert_0104c', table='rounds_ballot', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rounds_ballotevent" ("counts", "finished_at", "id", "member_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "saved_at", "weighing") VALUES (NEW."counts", NEW."finished_at", NEW."id", NEW."member_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round_id", NEW."saved_at", NEW."weighing"); RETURN NULL;', hash='bd12b2cd37452b86a63930c4a21c850f73e24054', operation='UPDATE', pgid='pgtrigger_update_update_62a8e', table='rounds_ballot', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "rounds_ballotevent" ("counts", "finished_at", "id", "member_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "saved_at", "weighing") VALUES (OLD."counts", OLD."finished_at", OLD."id", OLD."member_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."round_id", OLD."saved_at", OLD."weighing"); RETURN NULL;', hash='e4ce76ff5d9f8103f7a0144a69084389d7d40580', operation='DELETE', pgid='pgtrigger_delete_delete_53654', table='rounds_ballot', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='BallotScore',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                    ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='rounds.ballot')),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.criterion')),
                    ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.framework')),
                ],
                options={
                    'ordering': ['ballot', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('ballot', 'criterion', 'framework'), name='rounds_ballotscore_once'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "rounds_ballotscoreevent" ("ballot_id", "criterion_id", "framework_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."ballot_id", NEW."criterion_id", NEW."framework_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;', hash='97d6825baa79d37894a9c63bab9dc6b991c59316', operation='INSERT', pgid='pgtrigger_insert_insert_0f5b2', table='rounds_ballotscore', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rounds_ballotscoreevent" ("ballot_id", "criterion_id", "framework_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."ballot_id", NEW."criterion_id", NEW."framework_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;', hash='da3012003f558392c4fa3061acadd4a2a1bf511e', operation='UPDATE', pgid='pgtrigger_update_update_9eee8', table='rounds_ballotscore', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "rounds_ballotscoreevent" ("ballot_id", "criterion_id", "framework_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."ballot_id", OLD."criterion_id", OLD."framework_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;', hash='129e3a878bb13f3925301506dc56346e9ead6ebb', operation='DELETE', pgid='pgtrigger_delete_delete_078d9', table='rounds_ballotscore', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='BallotScoreEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('value', models.DecimalField(decimal_places=4, max_digits=16, null=True)),
                    ('ballot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rounds.ballot')),
                    ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion')),
                    ('framework', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.framework')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rounds.ballotscore')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f6943e1f7bb740397a61c8e092c6af881469e691', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bdbb1', table='rounds_ballotscoreevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='BallotWeight',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('points', models.DecimalField(decimal_places=4, max_digits=12)),
                    ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weights', to='rounds.ballot')),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='criteria.criterion')),
                ],
                options={
                    'ordering': ['ballot', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('ballot', 'criterion'), name='rounds_ballotweight_once'),
                        models.CheckConstraint(condition=models.Q(('points__gte', 0)), name='rounds_ballotweight_not_negative'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "rounds_ballotweightevent" ("ballot_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points") VALUES (NEW."ballot_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points"); RETURN NULL;', hash='33097d3784aafe349a4b5eeadadd1cc2e5194a5e', operation='INSERT', pgid='pgtrigger_insert_insert_21578', table='rounds_ballotweight', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rounds_ballotweightevent" ("ballot_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points") VALUES (NEW."ballot_id", NEW."criterion_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points"); RETURN NULL;', hash='c6c62c36f764393654cdfa854e000bab4f86b9cf', operation='UPDATE', pgid='pgtrigger_update_update_29769', table='rounds_ballotweight', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "rounds_ballotweightevent" ("ballot_id", "criterion_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points") VALUES (OLD."ballot_id", OLD."criterion_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points"); RETURN NULL;', hash='0934acab09b0c10cb15eb5b94de243ba8413e0ef', operation='DELETE', pgid='pgtrigger_delete_delete_afbbd', table='rounds_ballotweight', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='BallotWeightEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('points', models.DecimalField(decimal_places=4, max_digits=12)),
                    ('ballot', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rounds.ballot')),
                    ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rounds.ballotweight')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='299679e2993f0d7c51f0c4ea149dd19e48b3a987', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b1d1b', table='rounds_ballotweightevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='BallotEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=310)),
                    ('counts', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=8)),
                    ('weighing', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                    ('saved_at', models.DateTimeField(null=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('member', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rounds.ballot')),
                    ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rounds.round')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1f7c23df54bf77de0f89d1f4c1ca7cd85477dfeb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_382fc', table='rounds_ballotevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='RoundEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('asks', models.CharField(choices=[('weights', 'weights'), ('scores', 'scores'), ('both', 'weights and scores')], default='weights', max_length=8)),
                    ('status', models.CharField(choices=[('open', 'open'), ('revealed', 'revealed'), ('cancelled', 'cancelled')], default='open', max_length=10)),
                    ('reveal', models.CharField(choices=[('by_editor', 'when an editor reveals it'), ('when_all_in', 'when everybody has finished'), ('at_time', 'at a time')], default='when_all_in', max_length=12)),
                    ('closes_at', models.DateTimeField(blank=True, null=True)),
                    ('aggregate', models.CharField(choices=[('arithmetic', 'mean'), ('geometric', 'geometric mean'), ('median', 'median')], default='arithmetic', max_length=10)),
                    ('note', models.CharField(blank=True, help_text='What the members should know.', max_length=300)),
                    ('asked', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('revealed_at', models.DateTimeField(null=True)),
                    ('cancelled_at', models.DateTimeField(null=True)),
                    ('applied_at', models.DateTimeField(null=True)),
                    ('applied_aggregate', models.CharField(blank=True, choices=[('arithmetic', 'mean'), ('geometric', 'geometric mean'), ('median', 'median')], max_length=10)),
                    ('applied_revision', models.PositiveIntegerField(null=True)),
                    ('applied_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('cancelled_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('opened_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rounds.round')),
                    ('revealed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a8aa83b4eeb3fa26cef5a8bee9f3b4371617f928', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_757eb', table='rounds_roundevent', when='BEFORE')),
                    ],
                },
            ),
        ]),
        *CLOSED,
    ]
