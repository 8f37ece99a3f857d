"""Everything up to 0.4.0 in one step; docs/migrations.md says when the steps that it replaces go."""

import django.db.models.deletion
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from decision.database.operations import AtOnce
from decision.teams.events import Login, ThisTransaction

from ._search import SEARCH


class Migration(migrations.Migration):

    replaces = [
        ('criteria', '0001_initial'),
        ('criteria', '0002_transactions'),
        ('criteria', '0003_metric_range'),
        ('criteria', '0004_search'),
        ('criteria', '0005_decisions_own_functions'),
    ]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Metric',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('unit', models.CharField(blank=True, max_length=40)),
                    ('direction', models.CharField(choices=[('benefit', 'more is better'), ('cost', 'less is better')], default='benefit', max_length=10)),
                    ('description', models.TextField(blank=True)),
                    ('high', models.DecimalField(blank=True, decimal_places=4, help_text='No figure lies above it.', max_digits=20, null=True)),
                    ('low', models.DecimalField(blank=True, decimal_places=4, help_text='No figure lies below it.', max_digits=20, null=True)),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('low__isnull', True), ('high__isnull', True), ('low__lt', models.F('high')), _connector='OR'), name='criteria_metric_range_rises', violation_error_message="The low end of a metric's range must be below its high end."),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "criteria_metricevent" ("description", "direction", "high", "id", "low", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "unit") VALUES (NEW."description", NEW."direction", NEW."high", NEW."id", NEW."low", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."unit"); RETURN NULL;', hash='5d0c1f44edaec0ef9539b8e260ba29caa85f2e35', operation='INSERT', pgid='pgtrigger_insert_insert_3cf1c', table='criteria_metric', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "criteria_metricevent" ("description", "direction", "high", "id", "low", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "unit") VALUES (NEW."description", NEW."direction", NEW."high", NEW."id", NEW."low", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."unit"); RETURN NULL;', hash='7df7720b9e41ae88824dedfafbdf5714d6c80731', operation='UPDATE', pgid='pgtrigger_update_update_f22bd', table='criteria_metric', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "criteria_metricevent" ("description", "direction", "high", "id", "low", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "unit") VALUES (OLD."description", OLD."direction", OLD."high", OLD."id", OLD."low", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."unit"); RETURN NULL;', hash='9863c8078f5b3600744d2c8779c4d7a094d9f5be', operation='DELETE', pgid='pgtrigger_delete_delete_88aee', table='criteria_metric', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='MetricEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('name', models.CharField(max_length=120)),
                    ('unit', models.CharField(blank=True, max_length=40)),
                    ('direction', models.CharField(choices=[('benefit', 'more is better'), ('cost', 'less is better')], default='benefit', max_length=10)),
                    ('description', models.TextField(blank=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='criteria.metric')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('high', models.DecimalField(blank=True, decimal_places=4, help_text='No figure lies above it.', max_digits=20, null=True)),
                    ('low', models.DecimalField(blank=True, decimal_places=4, help_text='No figure lies below it.', max_digits=20, null=True)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c9c73d87cb9342c0b1cd40bff887071a9ed02522', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8f93a', table='criteria_metricevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Scale',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('numeric', 'numeric range'), ('ordered', 'ordered levels')], default='numeric', max_length=10)),
                    ('low', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('high', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('low_label', models.CharField(blank=True, max_length=200)),
                    ('high_label', models.CharField(blank=True, max_length=200)),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('low__lt', models.F('high'))), name='criteria_scale_low_below_high', violation_error_message='The low end of a scale must be below its high end.'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "criteria_scaleevent" ("high", "high_label", "id", "kind", "low", "low_label", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."high", NEW."high_label", NEW."id", NEW."kind", NEW."low", NEW."low_label", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='f29c778b4a2b12f0261493aa5d67270b00479622', operation='INSERT', pgid='pgtrigger_insert_insert_a357f', table='criteria_scale', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "criteria_scaleevent" ("high", "high_label", "id", "kind", "low", "low_label", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."high", NEW."high_label", NEW."id", NEW."kind", NEW."low", NEW."low_label", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='8472e16c7cb4fc0c697549e57ea317d802d0669d', operation='UPDATE', pgid='pgtrigger_update_update_136b6', table='criteria_scale', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "criteria_scaleevent" ("high", "high_label", "id", "kind", "low", "low_label", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."high", OLD."high_label", OLD."id", OLD."kind", OLD."low", OLD."low_label", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='9500ffc69a5b9b61edbbd0b7ea297645999eee0f', operation='DELETE', pgid='pgtrigger_delete_delete_96cc0', table='criteria_scale', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ScaleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('numeric', 'numeric range'), ('ordered', 'ordered levels')], default='numeric', max_length=10)),
                    ('low', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('high', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('low_label', models.CharField(blank=True, max_length=200)),
                    ('high_label', models.CharField(blank=True, max_length=200)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='criteria.scale')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='24c4daa40787b8c22272aa7f17bfaf65bc13b1c0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2ae1d', table='criteria_scaleevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ScaleLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('word', models.CharField(max_length=80)),
                    ('value', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('scale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='criteria.scale')),
                ],
                options={
                    'ordering': ['scale', 'position', 'word'],
                    'constraints': [
                        models.UniqueConstraint(fields=('scale', 'word'), name='criteria_scalelevel_word_unique'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "criteria_scalelevelevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scale_id", "value", "word") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."scale_id", NEW."value", NEW."word"); RETURN NULL;', hash='c91ac59c8ff254d3f18e29ecf7176380291c53d6', operation='INSERT', pgid='pgtrigger_insert_insert_8aef5', table='criteria_scalelevel', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "criteria_scalelevelevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scale_id", "value", "word") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."scale_id", NEW."value", NEW."word"); RETURN NULL;', hash='6d7c880aa616e5b88cf1fd7ca8de74222da29b6f', operation='UPDATE', pgid='pgtrigger_update_update_07fe1', table='criteria_scalelevel', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "criteria_scalelevelevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scale_id", "value", "word") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."scale_id", OLD."value", OLD."word"); RETURN NULL;', hash='80f8474065e9e8941e3b16b0f50f7386636bd76d', operation='DELETE', pgid='pgtrigger_delete_delete_bbe2f', table='criteria_scalelevel', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ScaleLevelEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('word', models.CharField(max_length=80)),
                    ('value', models.DecimalField(decimal_places=4, max_digits=16)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='criteria.scalelevel')),
                    ('scale', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.scale')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='34b2ed7e77f554a49917e3c4e35664e487f3dcfc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_609d0', table='criteria_scalelevelevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ValueFunction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('linear', 'linear between two anchors'), ('logarithmic', 'logarithmic between two anchors'), ('piecewise', 'piecewise linear through the anchors')], default='linear', max_length=12)),
                    ('points', models.JSONField(help_text='Anchors [[measurement, value], …], measurements rising.')),
                    ('metric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='value_functions', to='criteria.metric')),
                    ('is_shared', models.BooleanField(db_default=True, default=True, help_text='Offered to every decision; the others were made for one of them.')),
                ],
                options={
                    'ordering': ['name'],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "criteria_valuefunctionevent" ("id", "is_shared", "kind", "metric_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "slug") VALUES (NEW."id", NEW."is_shared", NEW."kind", NEW."metric_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."slug"); RETURN NULL;', hash='6484eb59364ef0a536349d9c24efe29152213d7a', operation='INSERT', pgid='pgtrigger_insert_insert_8654e', table='criteria_valuefunction', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "criteria_valuefunctionevent" ("id", "is_shared", "kind", "metric_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "slug") VALUES (NEW."id", NEW."is_shared", NEW."kind", NEW."metric_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."slug"); RETURN NULL;', hash='9c42fa037eb86940831049bfc6ead60a2a163723', operation='UPDATE', pgid='pgtrigger_update_update_c194e', table='criteria_valuefunction', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "criteria_valuefunctionevent" ("id", "is_shared", "kind", "metric_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "slug") VALUES (OLD."id", OLD."is_shared", OLD."kind", OLD."metric_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."slug"); RETURN NULL;', hash='3bb49f75cbd3b18287eb249f0259783ec647b1d1', operation='DELETE', pgid='pgtrigger_delete_delete_3edc1', table='criteria_valuefunction', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ValueFunctionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('linear', 'linear between two anchors'), ('logarithmic', 'logarithmic between two anchors'), ('piecewise', 'piecewise linear through the anchors')], default='linear', max_length=12)),
                    ('points', models.JSONField(help_text='Anchors [[measurement, value], …], measurements rising.')),
                    ('metric', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.metric')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='criteria.valuefunction')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('is_shared', models.BooleanField(db_default=True, default=True, help_text='Offered to every decision; the others were made for one of them.')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0128059acb730bb371741feef2681fd410f74160', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e05e1', table='criteria_valuefunctionevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('question', models.CharField(blank=True, max_length=300)),
                    ('description', models.TextField(blank=True)),
                    ('direction', models.CharField(choices=[('benefit', 'more is better'), ('cost', 'less is better')], default='benefit', max_length=10)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='criteria.criterion')),
                    ('metric', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='criteria.metric')),
                    ('scale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='criteria.scale')),
                ],
                options={
                    'verbose_name_plural': 'criteria',
                    'ordering': ['name'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='criteria_criterion_not_its_own_parent', violation_error_message='A criterion cannot stand beneath itself.'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "criteria_criterionevent" ("description", "direction", "id", "metric_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "scale_id", "slug") VALUES (NEW."description", NEW."direction", NEW."id", NEW."metric_id", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question", NEW."scale_id", NEW."slug"); RETURN NULL;', hash='be05c9397bfa619b54b9297580059169045eabfd', operation='INSERT', pgid='pgtrigger_insert_insert_650b4', table='criteria_criterion', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "criteria_criterionevent" ("description", "direction", "id", "metric_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "scale_id", "slug") VALUES (NEW."description", NEW."direction", NEW."id", NEW."metric_id", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question", NEW."scale_id", NEW."slug"); RETURN NULL;', hash='40ae53e2161f49a240373d3298756bd9a190a764', operation='UPDATE', pgid='pgtrigger_update_update_88d67', table='criteria_criterion', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "criteria_criterionevent" ("description", "direction", "id", "metric_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "scale_id", "slug") VALUES (OLD."description", OLD."direction", OLD."id", OLD."metric_id", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question", OLD."scale_id", OLD."slug"); RETURN NULL;', hash='bc66ee58d99259643157eeeb86cb9023df6b9066', operation='DELETE', pgid='pgtrigger_delete_delete_0e790', table='criteria_criterion', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CriterionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('name', models.CharField(max_length=120)),
                    ('question', models.CharField(blank=True, max_length=300)),
                    ('description', models.TextField(blank=True)),
                    ('direction', models.CharField(choices=[('benefit', 'more is better'), ('cost', 'less is better')], default='benefit', max_length=10)),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='criteria.criterion')),
                    ('metric', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.metric')),
                    ('scale', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.scale')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b3d7e491c9179c99c5b3e3fd704668afbc6432e1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d0e2e', table='criteria_criterionevent', when='BEFORE')),
                    ],
                },
            ),
        ]),
        *SEARCH,
    ]
