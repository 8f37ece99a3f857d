"""Everything up to 0.4.0 in one step; docs/migrations.md says when the steps that it replaces go."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

from decision.database.operations import AtOnce
from decision.teams.events import Login, ThisTransaction

from ._revision import REVISION


class Migration(migrations.Migration):

    replaces = [
        ('matrix', '0001_initial'),
        ('matrix', '0002_revision'),
        ('matrix', '0003_transactions'),
        ('matrix', '0004_revisions'),
        ('matrix', '0005_record'),
        ('matrix', '0006_claims_good_for'),
        ('matrix', '0007_evidence'),
        ('matrix', '0008_gates_on_features'),
    ]

    initial = True

    dependencies = [
        ('criteria', '0004_search'),
        ('frameworks', '0003_claim_status'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('teams', '0002_transactions'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('title', models.CharField(max_length=160)),
                    ('question', models.CharField(blank=True, max_length=300)),
                    ('description', models.TextField(blank=True)),
                    ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('decided', 'Decided'), ('superseded', 'Superseded')], default='draft', max_length=12)),
                    ('visibility', models.CharField(choices=[('private', 'its editors only'), ('team', 'the team'), ('link', 'anyone with the link'), ('public', 'everyone')], default='team', max_length=8)),
                    ('close_call_margin', models.DecimalField(decimal_places=4, default=Decimal('0.05'), help_text='Below this lead it is a close call.', max_digits=12)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('revision_transaction', models.BigIntegerField(editable=False, null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='teams.team')),
                    ('claims_good_for_months', models.PositiveSmallIntegerField(db_default=24, default=24, help_text='The audit calls a claim old that is of an earlier date.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)])),
                ],
                options={
                    'ordering': ['title'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('close_call_margin__gte', 0)), name='matrix_decision_margin_not_negative'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "matrix_decisionevent" ("claims_good_for_months", "close_call_margin", "created_at", "description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "revision", "slug", "status", "team_id", "title", "updated_at", "visibility") VALUES (NEW."claims_good_for_months", NEW."close_call_margin", NEW."created_at", NEW."description", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question", NEW."revision", NEW."slug", NEW."status", NEW."team_id", NEW."title", NEW."updated_at", NEW."visibility"); RETURN NULL;', hash='ea991d42cf6d38e49223197a19aed203bbbbba12', operation='INSERT', pgid='pgtrigger_insert_insert_bdff6', table='matrix_decision', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD."claims_good_for_months" IS DISTINCT FROM (NEW."claims_good_for_months") OR OLD."close_call_margin" IS DISTINCT FROM (NEW."close_call_margin") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."question" IS DISTINCT FROM (NEW."question") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."visibility" IS DISTINCT FROM (NEW."visibility"))', func='INSERT INTO "matrix_decisionevent" ("claims_good_for_months", "close_call_margin", "created_at", "description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "revision", "slug", "status", "team_id", "title", "updated_at", "visibility") VALUES (NEW."claims_good_for_months", NEW."close_call_margin", NEW."created_at", NEW."description", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question", NEW."revision", NEW."slug", NEW."status", NEW."team_id", NEW."title", NEW."updated_at", NEW."visibility"); RETURN NULL;', hash='f556d3a42f4f014b5a9a2698c3214a0c148fa72e', operation='UPDATE', pgid='pgtrigger_update_update_8e40f', table='matrix_decision', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "matrix_decisionevent" ("claims_good_for_months", "close_call_margin", "created_at", "description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "revision", "slug", "status", "team_id", "title", "updated_at", "visibility") VALUES (OLD."claims_good_for_months", OLD."close_call_margin", OLD."created_at", OLD."description", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question", OLD."revision", OLD."slug", OLD."status", OLD."team_id", OLD."title", OLD."updated_at", OLD."visibility"); RETURN NULL;', hash='bcb7f7c26069cd0b043a86a29bc38b0e0fb3d4d7', operation='DELETE', pgid='pgtrigger_delete_delete_7d4dc', table='matrix_decision', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Alternative',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('label', models.CharField(blank=True, help_text='Shorter name in this decision, if any.', max_length=60)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('published_total', models.DecimalField(blank=True, decimal_places=4, help_text='As the source printed it.', max_digits=12, null=True)),
                    ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alternatives', to='frameworks.framework')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alternatives', to='matrix.decision')),
                ],
                options={
                    'ordering': ['decision', 'position', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('decision', 'framework'), name='matrix_alternative_once'),
                        models.UniqueConstraint(fields=('decision', 'id'), name='matrix_alternative_of_decision'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "matrix_alternativeevent" ("decision_id", "framework_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_total") VALUES (NEW."decision_id", NEW."framework_id", NEW."id", NEW."label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."published_total"); RETURN NULL;', hash='8c252ebad26df2585bf8d326f2e82d3f6997e040', operation='INSERT', pgid='pgtrigger_insert_insert_32212', table='matrix_alternative', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "matrix_alternativeevent" ("decision_id", "framework_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_total") VALUES (NEW."decision_id", NEW."framework_id", NEW."id", NEW."label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."published_total"); RETURN NULL;', hash='9f310d845013ac6274342dd95a5912de8a1d31c4', operation='UPDATE', pgid='pgtrigger_update_update_8ce41', table='matrix_alternative', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "matrix_alternativeevent" ("decision_id", "framework_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_total") VALUES (OLD."decision_id", OLD."framework_id", OLD."id", OLD."label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."published_total"); RETURN NULL;', hash='475b0787e85e08955d972d1506e70072ce79495f', operation='DELETE', pgid='pgtrigger_delete_delete_2ea44', table='matrix_alternative', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='AlternativeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('label', models.CharField(blank=True, help_text='Shorter name in this decision, if any.', max_length=60)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('published_total', models.DecimalField(blank=True, decimal_places=4, help_text='As the source printed it.', max_digits=12, null=True)),
                    ('framework', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.framework')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='matrix.alternative')),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e67e4b714e7a87a1107190c0457c35c21f05876', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6d052', table='matrix_alternativeevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='DecisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('title', models.CharField(max_length=160)),
                    ('question', models.CharField(blank=True, max_length=300)),
                    ('description', models.TextField(blank=True)),
                    ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('decided', 'Decided'), ('superseded', 'Superseded')], default='draft', max_length=12)),
                    ('visibility', models.CharField(choices=[('private', 'its editors only'), ('team', 'the team'), ('link', 'anyone with the link'), ('public', 'everyone')], default='team', max_length=8)),
                    ('close_call_margin', models.DecimalField(decimal_places=4, default=Decimal('0.05'), help_text='Below this lead it is a close call.', max_digits=12)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('updated_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='matrix.decision')),
                    ('team', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='teams.team')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('claims_good_for_months', models.PositiveSmallIntegerField(db_default=24, default=24, help_text='The audit calls a claim old that is of an earlier date.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)])),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0d507ec1e02d35e4fb85013d64b8f8328f85f0d6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_59ab9', table='matrix_decisionevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Scenario',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80)),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('published', 'published by a source'), ('custom', 'made here')], default='custom', max_length=10)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scenarios', to='matrix.decision')),
                    ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='frameworks.source')),
                ],
                options={
                    'ordering': ['decision', 'position', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('decision', 'slug'), name='matrix_scenario_slug_unique'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "matrix_scenarioevent" ("decision_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_id") VALUES (NEW."decision_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."source_id"); RETURN NULL;', hash='96a76b8c607aab3ebc1e6a78f9d028e72ca92473', operation='INSERT', pgid='pgtrigger_insert_insert_832ac', table='matrix_scenario', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "matrix_scenarioevent" ("decision_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_id") VALUES (NEW."decision_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."source_id"); RETURN NULL;', hash='cb602803ddaf974a727a82ecdbaf532f9729270f', operation='UPDATE', pgid='pgtrigger_update_update_d447c', table='matrix_scenario', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "matrix_scenarioevent" ("decision_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "source_id") VALUES (OLD."decision_id", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."source_id"); RETURN NULL;', hash='f188a8c9f6c3499ea077d6ca2c2304be41c538aa', operation='DELETE', pgid='pgtrigger_delete_delete_6b339', table='matrix_scenario', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ScenarioEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('published', 'published by a source'), ('custom', 'made here')], default='custom', max_length=10)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='matrix.scenario')),
                    ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.source')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c639648c227a86a891c51b37b5565c07fab5004', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_de192', table='matrix_scenarioevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Weight',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('points', models.DecimalField(decimal_places=4, default=Decimal('1'), max_digits=12)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weights', to='criteria.criterion')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weights', to='matrix.decision')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='matrix.weight')),
                    ('value_function', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='weights', to='criteria.valuefunction')),
                ],
                options={
                    'ordering': ['decision', 'position', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('decision', 'criterion'), name='matrix_weight_once'),
                        models.UniqueConstraint(fields=('decision', 'id'), name='matrix_weight_of_decision'),
                        models.CheckConstraint(condition=models.Q(('points__gte', 0)), name='matrix_weight_not_negative', violation_error_message='A weight cannot be negative.'),
                        models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='matrix_weight_not_its_own_parent', violation_error_message='A criterion cannot stand beneath itself.'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "matrix_weightevent" ("criterion_id", "decision_id", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "position", "value_function_id") VALUES (NEW."criterion_id", NEW."decision_id", NEW."id", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."position", NEW."value_function_id"); RETURN NULL;', hash='37dd3351c82b217fdf70c23de567446ee67d5d7c', operation='INSERT', pgid='pgtrigger_insert_insert_e9ecd', table='matrix_weight', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "matrix_weightevent" ("criterion_id", "decision_id", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "position", "value_function_id") VALUES (NEW."criterion_id", NEW."decision_id", NEW."id", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."position", NEW."value_function_id"); RETURN NULL;', hash='c789a211965aafc3e26d3726043f192efa3f9b91', operation='UPDATE', pgid='pgtrigger_update_update_20ab1', table='matrix_weight', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "matrix_weightevent" ("criterion_id", "decision_id", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "position", "value_function_id") VALUES (OLD."criterion_id", OLD."decision_id", OLD."id", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."position", OLD."value_function_id"); RETURN NULL;', hash='c7cd364dad5c021afe78160ce09d83c5e917dd67', operation='DELETE', pgid='pgtrigger_delete_delete_1138a', table='matrix_weight', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Gate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('comparison', models.CharField(choices=[('at_least', 'at least'), ('at_most', 'at most')], default='at_least', max_length=8)),
                    ('threshold', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('mode', models.CharField(choices=[('excludes', 'Excludes'), ('warns', 'Warns only')], default='excludes', max_length=8)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gates', to='matrix.decision')),
                    ('metric', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gates', to='criteria.metric')),
                    ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='gates', to='matrix.weight')),
                    ('feature', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gates', to='criteria.criterion')),
                    ('level', models.CharField(blank=True, db_default='', max_length=80)),
                ],
                options={
                    'ordering': ['decision', 'position', 'id'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('criterion__isnull', False), ('feature__isnull', True), ('metric__isnull', True)), models.Q(('criterion__isnull', True), ('feature__isnull', True), ('metric__isnull', False)), models.Q(('criterion__isnull', True), ('feature__isnull', False), ('metric__isnull', True)), _connector='OR'), name='matrix_gate_on_one_thing', violation_error_message='A must-have needs either a criterion or a metric, or else a feature.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('feature__isnull', True), ('level', '')), models.Q(('feature__isnull', False), models.Q(('level', ''), _negated=True)), _connector='OR'), name='matrix_gate_level_of_feature', violation_error_message='A must-have on a feature names a level of its scale; no other does.'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "matrix_gateevent" ("comparison", "criterion_id", "decision_id", "feature_id", "id", "level", "metric_id", "mode", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "threshold") VALUES (NEW."comparison", NEW."criterion_id", NEW."decision_id", NEW."feature_id", NEW."id", NEW."level", NEW."metric_id", NEW."mode", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."threshold"); RETURN NULL;', hash='39d350952b19f8770849c710dd0809de7f36ae71', operation='INSERT', pgid='pgtrigger_insert_insert_faa12', table='matrix_gate', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "matrix_gateevent" ("comparison", "criterion_id", "decision_id", "feature_id", "id", "level", "metric_id", "mode", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "threshold") VALUES (NEW."comparison", NEW."criterion_id", NEW."decision_id", NEW."feature_id", NEW."id", NEW."level", NEW."metric_id", NEW."mode", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."threshold"); RETURN NULL;', hash='49c4f1051d8e10d6162aa9708dc5bd02e4672b15', operation='UPDATE', pgid='pgtrigger_update_update_0508e', table='matrix_gate', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "matrix_gateevent" ("comparison", "criterion_id", "decision_id", "feature_id", "id", "level", "metric_id", "mode", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "threshold") VALUES (OLD."comparison", OLD."criterion_id", OLD."decision_id", OLD."feature_id", OLD."id", OLD."level", OLD."metric_id", OLD."mode", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."threshold"); RETURN NULL;', hash='39be92dbc975a11bd29a4151de7af7f478c1fde5', operation='DELETE', pgid='pgtrigger_delete_delete_af43e', table='matrix_gate', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ScenarioWeight',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('points', models.DecimalField(decimal_places=4, max_digits=12)),
                    ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weights', to='matrix.scenario')),
                    ('weight', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scenario_weights', to='matrix.weight')),
                ],
                options={
                    'ordering': ['scenario', 'weight'],
                    'constraints': [
                        models.UniqueConstraint(fields=('scenario', 'weight'), name='matrix_scenarioweight_once'),
                        models.CheckConstraint(condition=models.Q(('points__gte', 0)), name='matrix_scenarioweight_not_negative', violation_error_message='A weight cannot be negative.'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "matrix_scenarioweightevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scenario_id", "weight_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."scenario_id", NEW."weight_id"); RETURN NULL;', hash='4a4d4c2e05e65d8aa01805874d399f487b73c2a6', operation='INSERT', pgid='pgtrigger_insert_insert_e4817', table='matrix_scenarioweight', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "matrix_scenarioweightevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scenario_id", "weight_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."scenario_id", NEW."weight_id"); RETURN NULL;', hash='e2aea805591788b4cd993b797f9ea200eae345fe', operation='UPDATE', pgid='pgtrigger_update_update_ee117', table='matrix_scenarioweight', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "matrix_scenarioweightevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scenario_id", "weight_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."scenario_id", OLD."weight_id"); RETURN NULL;', hash='28dcd2408bb0f90678ac478c828772fe9ddc0b55', operation='DELETE', pgid='pgtrigger_delete_delete_9887f', table='matrix_scenarioweight', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Score',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('low', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                    ('high', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                    ('confidence', models.CharField(blank=True, choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=6, null=True)),
                    ('rationale', models.TextField(blank=True)),
                    ('rule', models.CharField(choices=[('judged', 'judged'), ('rating_level', 'rating level'), ('measured', 'measured')], default='judged', max_length=12)),
                    ('alternative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='matrix.alternative')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='matrix.decision')),
                    ('weight', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='matrix.weight', verbose_name='criterion')),
                    ('claims', models.ManyToManyField(blank=True, related_name='scores', to='frameworks.claim')),
                ],
                options={
                    'ordering': ['decision', 'alternative', 'weight'],
                    'constraints': [
                        models.UniqueConstraint(fields=('alternative', 'weight'), name='matrix_score_once'),
                        models.CheckConstraint(condition=models.Q(('low__isnull', True), ('low__lte', models.F('value')), _connector='OR'), name='matrix_score_low_at_most_value', violation_error_message='The low end cannot be above the score.'),
                        models.CheckConstraint(condition=models.Q(('high__isnull', True), ('high__gte', models.F('value')), _connector='OR'), name='matrix_score_high_at_least_value', violation_error_message='The high end cannot be below the score.'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "matrix_scoreevent" ("alternative_id", "confidence", "decision_id", "high", "id", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "rule", "value", "weight_id") VALUES (NEW."alternative_id", NEW."confidence", NEW."decision_id", NEW."high", NEW."id", NEW."low", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rationale", NEW."rule", NEW."value", NEW."weight_id"); RETURN NULL;', hash='73439b452e0e43aa8d571abafb152592034c0442', operation='INSERT', pgid='pgtrigger_insert_insert_80550', table='matrix_score', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "matrix_scoreevent" ("alternative_id", "confidence", "decision_id", "high", "id", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "rule", "value", "weight_id") VALUES (NEW."alternative_id", NEW."confidence", NEW."decision_id", NEW."high", NEW."id", NEW."low", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rationale", NEW."rule", NEW."value", NEW."weight_id"); RETURN NULL;', hash='74f8e484a9345a16e12b3ba81e04c00866df47fc', operation='UPDATE', pgid='pgtrigger_update_update_6098f', table='matrix_score', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "matrix_scoreevent" ("alternative_id", "confidence", "decision_id", "high", "id", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rationale", "rule", "value", "weight_id") VALUES (OLD."alternative_id", OLD."confidence", OLD."decision_id", OLD."high", OLD."id", OLD."low", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rationale", OLD."rule", OLD."value", OLD."weight_id"); RETURN NULL;', hash='b7619b1cbfe9bb0f9ccc9a49220efe13cb649805', operation='DELETE', pgid='pgtrigger_delete_delete_990d2', table='matrix_score', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CitationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('claim', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.claim')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('score', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.score')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f7e9106a983569045467ba1938e40d1fc73317c5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_889c8', table='matrix_citationevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ScoreEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('value', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('low', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                    ('high', models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True)),
                    ('confidence', models.CharField(blank=True, choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=6, null=True)),
                    ('rationale', models.TextField(blank=True)),
                    ('rule', models.CharField(choices=[('judged', 'judged'), ('rating_level', 'rating level'), ('measured', 'measured')], default='judged', max_length=12)),
                    ('alternative', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.alternative')),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='matrix.score')),
                    ('weight', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.weight', verbose_name='criterion')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c18f20b5cec1a2c5f33d14c09cac0a3a1e64d7a1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_49be0', table='matrix_scoreevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ScenarioWeightEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('points', models.DecimalField(decimal_places=4, max_digits=12)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='matrix.scenarioweight')),
                    ('scenario', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.scenario')),
                    ('weight', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.weight')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='07ff8e2ca68818b5db21086010fe929dd6ea1687', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6c442', table='matrix_scenarioweightevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='GateEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120)),
                    ('comparison', models.CharField(choices=[('at_least', 'at least'), ('at_most', 'at most')], default='at_least', max_length=8)),
                    ('threshold', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('mode', models.CharField(choices=[('excludes', 'Excludes'), ('warns', 'Warns only')], default='excludes', max_length=8)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('metric', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.metric')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='matrix.gate')),
                    ('criterion', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.weight')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('feature', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion')),
                    ('level', models.CharField(blank=True, db_default='', max_length=80)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='42f9229c1cca7ae6bf2921879021009da851f3be', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1bf3c', table='matrix_gateevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='WeightEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('points', models.DecimalField(decimal_places=4, default=Decimal('1'), max_digits=12)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('criterion', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion')),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.weight')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='matrix.weight')),
                    ('value_function', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.valuefunction')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fb75a4c9b649be27ce9cf5a95a89af602fde0f51', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_242a8', table='matrix_weightevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Citation',
                fields=[
                ],
                options={
                    'proxy': True,
                },
                bases=('matrix.score_claims',),
            ),
            migrations.CreateModel(
                name='Revision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('transaction', models.BigIntegerField()),
                    ('at', models.DateTimeField()),
                    ('context', models.UUIDField(null=True)),
                    ('actor', models.TextField()),
                    ('user_id', models.BigIntegerField(null=True)),
                    ('door', models.TextField()),
                    ('note', models.TextField(blank=True, help_text='What the change was, where its maker said so.')),
                    ('undoes', models.PositiveIntegerField(help_text='The revision that this one took back.', null=True)),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='revisions', to='matrix.decision')),
                ],
                options={
                    'ordering': ['decision', 'number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('decision', 'number'), name='matrix_revision_once'),
                    ],
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='13d0606a62a0e770f2901a7d69b5b0d7fdec73f6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e6d6c', table='matrix_revision', when='BEFORE')),
                    ],
                },
            ),
        ]),
        AddTrigger(
            model_name='citation',
            trigger=Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "matrix_citationevent" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "score_id") VALUES (NEW."claim_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."score_id"); RETURN NULL;', hash='e7618ca1f953ebb341870f1668875d4df4d0151a', operation='INSERT', pgid='pgtrigger_insert_insert_b4dcc', table='matrix_score_claims', when='AFTER')),
        ),
        AddTrigger(
            model_name='citation',
            trigger=Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "matrix_citationevent" ("claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "score_id") VALUES (OLD."claim_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."score_id"); RETURN NULL;', hash='32b0fff76f247b6cebddfbc9162a3777e8d9d2d3', operation='DELETE', pgid='pgtrigger_delete_delete_0294c', table='matrix_score_claims', when='AFTER')),
        ),
        *REVISION,
    ]
