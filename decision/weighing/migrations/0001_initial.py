"""Written anew since it was released, with AtOnce: it makes the same, and quicker."""

import django.core.serializers.json
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
        ('matrix', '0005_record'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Elicitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.CharField(blank=True, help_text='The criterion whose children were weighed; empty: the top level.', max_length=80)),
                    ('name', models.CharField(help_text='Who it was, as called then.', max_length=150)),
                    ('method', models.CharField(choices=[('points', 'points'), ('swing', 'swing weighting'), ('rank_order_centroid', 'ordering (rank-order centroid)'), ('rank_sum', 'ordering (rank sum)'), ('rank_reciprocal', 'ordering (rank reciprocal)'), ('pairwise', 'pairwise comparison'), ('best_worst', 'best-worst comparison'), ('trade_off', 'trade-off')], max_length=20)),
                    ('judgements', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='As the weights address takes them.')),
                    ('points', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='Percents among siblings that came out.')),
                    ('figures', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='Consistency and what else the method says.')),
                    ('ranges', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='The scales at that time, by criterion.')),
                    ('revision', models.PositiveIntegerField(help_text="The decision's revision that these weights made.")),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='elicitations', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='elicitations', to='matrix.decision')),
                ],
                options={
                    'ordering': ['-id'],
                    'indexes': [
                        models.Index(fields=['decision', 'group', '-id'], name='weighing_elicitation_latest'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "weighing_elicitationevent" ("by_id", "decision_id", "figures", "group", "id", "judgements", "made_at", "method", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "ranges", "revision") VALUES (NEW."by_id", NEW."decision_id", NEW."figures", NEW."group", NEW."id", NEW."judgements", NEW."made_at", NEW."method", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."ranges", NEW."revision"); RETURN NULL;', hash='071585288e26a7aeb8c7416c59df3d33c06a8d74', operation='INSERT', pgid='pgtrigger_insert_insert_84590', table='weighing_elicitation', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "weighing_elicitationevent" ("by_id", "decision_id", "figures", "group", "id", "judgements", "made_at", "method", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "ranges", "revision") VALUES (NEW."by_id", NEW."decision_id", NEW."figures", NEW."group", NEW."id", NEW."judgements", NEW."made_at", NEW."method", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."ranges", NEW."revision"); RETURN NULL;', hash='30ae366e1ae91df478f4ee1ad7be36872f2787de', operation='UPDATE', pgid='pgtrigger_update_update_c12b7', table='weighing_elicitation', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "weighing_elicitationevent" ("by_id", "decision_id", "figures", "group", "id", "judgements", "made_at", "method", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "ranges", "revision") VALUES (OLD."by_id", OLD."decision_id", OLD."figures", OLD."group", OLD."id", OLD."judgements", OLD."made_at", OLD."method", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."ranges", OLD."revision"); RETURN NULL;', hash='a304a7f8b9baad51c99e08f07cd7c069e25cc46a', operation='DELETE', pgid='pgtrigger_delete_delete_1a0b9', table='weighing_elicitation', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ElicitationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('group', models.CharField(blank=True, help_text='The criterion whose children were weighed; empty: the top level.', max_length=80)),
                    ('name', models.CharField(help_text='Who it was, as called then.', max_length=150)),
                    ('method', models.CharField(choices=[('points', 'points'), ('swing', 'swing weighting'), ('rank_order_centroid', 'ordering (rank-order centroid)'), ('rank_sum', 'ordering (rank sum)'), ('rank_reciprocal', 'ordering (rank reciprocal)'), ('pairwise', 'pairwise comparison'), ('best_worst', 'best-worst comparison'), ('trade_off', 'trade-off')], max_length=20)),
                    ('judgements', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='As the weights address takes them.')),
                    ('points', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='Percents among siblings that came out.')),
                    ('figures', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='Consistency and what else the method says.')),
                    ('ranges', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text='The scales at that time, by criterion.')),
                    ('revision', models.PositiveIntegerField(help_text="The decision's revision that these weights made.")),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='weighing.elicitation')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0026ae6649274f18ae538c26ddd6cd225217b693', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0de01', table='weighing_elicitationevent', when='BEFORE')),
                    ],
                },
            ),
        ]),
    ]
