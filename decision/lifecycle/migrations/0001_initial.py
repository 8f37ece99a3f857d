"""Written anew since it was released, with AtOnce: it makes the same, and quicker."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from decision.database.operations import AtOnce
from decision.teams.events import Login, ThisTransaction


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('frameworks', '0002_transactions'),
        ('matrix', '0005_record'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Line',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(default=1)),
                    ('from_revision', models.PositiveIntegerField(default=1)),
                    ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('opened_by', models.CharField(blank=True, max_length=150)),
                    ('reason', models.TextField(blank=True, help_text='Why it was reopened; empty for the first line.')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lifecycle_lines', to='matrix.decision')),
                ],
                options={
                    'ordering': ['decision', 'number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('decision', 'number'), name='lifecycle_line_once'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "lifecycle_lineevent" ("decision_id", "from_revision", "id", "number", "opened_at", "opened_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."decision_id", NEW."from_revision", NEW."id", NEW."number", NEW."opened_at", NEW."opened_by", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='44fb4cb58c33f33ec400292bb075b9f13828b71c', operation='INSERT', pgid='pgtrigger_insert_insert_b7e17', table='lifecycle_line', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "lifecycle_lineevent" ("decision_id", "from_revision", "id", "number", "opened_at", "opened_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."decision_id", NEW."from_revision", NEW."id", NEW."number", NEW."opened_at", NEW."opened_by", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='f151c357ea582b273c86e468d33c506e93a97622', operation='UPDATE', pgid='pgtrigger_update_update_3dcd0', table='lifecycle_line', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "lifecycle_lineevent" ("decision_id", "from_revision", "id", "number", "opened_at", "opened_by", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."decision_id", OLD."from_revision", OLD."id", OLD."number", OLD."opened_at", OLD."opened_by", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='51f6f0d64207b5bd45fd14b5988df35171434872', operation='DELETE', pgid='pgtrigger_delete_delete_ac2e1', table='lifecycle_line', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='LineEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(default=1)),
                    ('from_revision', models.PositiveIntegerField(default=1)),
                    ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('opened_by', models.CharField(blank=True, max_length=150)),
                    ('reason', models.TextField(blank=True, help_text='Why it was reopened; empty for the first line.')),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='lifecycle.line')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a4ddb06aa32f382f47167a557147bedce975b0c6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_119e2', table='lifecycle_lineevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Outcome',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('label', models.CharField(max_length=120)),
                    ('is_first', models.BooleanField(help_text='Whether it ranked first, alone or tied.')),
                    ('first', models.CharField(help_text='What ranked first that day.', max_length=300)),
                    ('reason', models.TextField(blank=True)),
                    ('standings', models.JSONField(help_text='Rank, name and total of every alternative that day.')),
                    ('revision', models.PositiveIntegerField()),
                    ('decided_by', models.CharField(max_length=310)),
                    ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('review_on', models.DateField()),
                    ('review_told_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('superseded_at', models.DateTimeField(blank=True, null=True)),
                    ('superseded_why', models.TextField(blank=True)),
                    ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='frameworks.framework')),
                    ('line', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='lifecycle.line')),
                    ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='superseded', to='matrix.decision')),
                ],
                options={
                    'ordering': ['review_on'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('is_first', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='lifecycle_outcome_other_than_first_has_reason'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "lifecycle_outcomeevent" ("decided_at", "decided_by", "first", "framework_id", "id", "is_first", "label", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on", "review_told_at", "revision", "standings", "superseded_at", "superseded_by_id", "superseded_why") VALUES (NEW."decided_at", NEW."decided_by", NEW."first", NEW."framework_id", NEW."id", NEW."is_first", NEW."label", NEW."line_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."review_on", NEW."review_told_at", NEW."revision", NEW."standings", NEW."superseded_at", NEW."superseded_by_id", NEW."superseded_why"); RETURN NULL;', hash='bada0f2654d3e9832ddc1e3a24ba8e07ca1fa07a', operation='INSERT', pgid='pgtrigger_insert_insert_6c826', table='lifecycle_outcome', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "lifecycle_outcomeevent" ("decided_at", "decided_by", "first", "framework_id", "id", "is_first", "label", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on", "review_told_at", "revision", "standings", "superseded_at", "superseded_by_id", "superseded_why") VALUES (NEW."decided_at", NEW."decided_by", NEW."first", NEW."framework_id", NEW."id", NEW."is_first", NEW."label", NEW."line_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."review_on", NEW."review_told_at", NEW."revision", NEW."standings", NEW."superseded_at", NEW."superseded_by_id", NEW."superseded_why"); RETURN NULL;', hash='925e7f9cd0ba27b25efe396916dd391bbe654f7c', operation='UPDATE', pgid='pgtrigger_update_update_32c8d', table='lifecycle_outcome', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "lifecycle_outcomeevent" ("decided_at", "decided_by", "first", "framework_id", "id", "is_first", "label", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on", "review_told_at", "revision", "standings", "superseded_at", "superseded_by_id", "superseded_why") VALUES (OLD."decided_at", OLD."decided_by", OLD."first", OLD."framework_id", OLD."id", OLD."is_first", OLD."label", OLD."line_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."review_on", OLD."review_told_at", OLD."revision", OLD."standings", OLD."superseded_at", OLD."superseded_by_id", OLD."superseded_why"); RETURN NULL;', hash='f5046eedd160b8003c1378a1ccab526ec3922e20', operation='DELETE', pgid='pgtrigger_delete_delete_c9e62', table='lifecycle_outcome', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='OutcomeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('label', models.CharField(max_length=120)),
                    ('is_first', models.BooleanField(help_text='Whether it ranked first, alone or tied.')),
                    ('first', models.CharField(help_text='What ranked first that day.', max_length=300)),
                    ('reason', models.TextField(blank=True)),
                    ('standings', models.JSONField(help_text='Rank, name and total of every alternative that day.')),
                    ('revision', models.PositiveIntegerField()),
                    ('decided_by', models.CharField(max_length=310)),
                    ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('review_on', models.DateField()),
                    ('review_told_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('superseded_at', models.DateTimeField(blank=True, null=True)),
                    ('superseded_why', models.TextField(blank=True)),
                    ('framework', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.framework')),
                    ('line', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='lifecycle.line')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='lifecycle.outcome')),
                    ('superseded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4dc075951eba7445c2485a6ae2054f1d8fb3ebb1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9a3c', table='lifecycle_outcomeevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Signature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=310)),
                    ('role', models.CharField(blank=True, max_length=12)),
                    ('revision', models.PositiveIntegerField()),
                    ('comment', models.TextField(blank=True)),
                    ('signed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='lifecycle.line')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='signatures', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['signed_at', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('line', 'user'), name='lifecycle_signature_once'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "lifecycle_signatureevent" ("comment", "id", "line_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "signed_at", "user_id") VALUES (NEW."comment", NEW."id", NEW."line_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."role", NEW."signed_at", NEW."user_id"); RETURN NULL;', hash='910351ce7d553317becd185350e2a498f4a626cb', operation='INSERT', pgid='pgtrigger_insert_insert_6404d', table='lifecycle_signature', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "lifecycle_signatureevent" ("comment", "id", "line_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "signed_at", "user_id") VALUES (NEW."comment", NEW."id", NEW."line_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."role", NEW."signed_at", NEW."user_id"); RETURN NULL;', hash='8726a8ee899b2dc93e2e96c8fc3b30d683eb634f', operation='UPDATE', pgid='pgtrigger_update_update_ebfab', table='lifecycle_signature', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "lifecycle_signatureevent" ("comment", "id", "line_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "role", "signed_at", "user_id") VALUES (OLD."comment", OLD."id", OLD."line_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."role", OLD."signed_at", OLD."user_id"); RETURN NULL;', hash='a7d034cb3817bdce8100257ff7e48872584da0a6', operation='DELETE', pgid='pgtrigger_delete_delete_5e968', table='lifecycle_signature', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='SignatureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=310)),
                    ('role', models.CharField(blank=True, max_length=12)),
                    ('revision', models.PositiveIntegerField()),
                    ('comment', models.TextField(blank=True)),
                    ('signed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('line', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='lifecycle.line')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='lifecycle.signature')),
                    ('user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c629375545c944184e3b69c7a27507bf066419ec', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8cfd0', table='lifecycle_signatureevent', when='BEFORE')),
                    ],
                },
            ),
        ]),
    ]
