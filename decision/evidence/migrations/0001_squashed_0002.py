"""Everything up to 0.4.0 in one step; docs/migrations.md says when the steps that it replaces go."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from decision.database.operations import AtOnce
from decision.teams.events import Login, ThisTransaction


class Migration(migrations.Migration):

    replaces = [
        ('evidence', '0001_initial'),
        ('evidence', '0002_proposals'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('matrix', '0006_claims_good_for'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Acknowledgement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('finding', models.CharField(help_text="The finding's key.", max_length=300)),
                    ('fingerprint', models.CharField(help_text="Of the finding's facts as they were then.", max_length=16)),
                    ('said', models.TextField(help_text='What the finding said then.')),
                    ('reason', models.CharField(max_length=600)),
                    ('name', models.CharField(help_text='Who it was, as called then.', max_length=150)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='acknowledgements', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acknowledgements', to='matrix.decision')),
                ],
                options={
                    'ordering': ['decision', 'finding'],
                    'constraints': [
                        models.UniqueConstraint(fields=('decision', 'finding'), name='evidence_acknowledgement_once'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "evidence_acknowledgementevent" ("by_id", "decision_id", "finding", "fingerprint", "id", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said") VALUES (NEW."by_id", NEW."decision_id", NEW."finding", NEW."fingerprint", NEW."id", NEW."made_at", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."said"); RETURN NULL;', hash='c75f93aa9d1079c72b2913d91c6fd16e4d587a04', operation='INSERT', pgid='pgtrigger_insert_insert_327f6', table='evidence_acknowledgement', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "evidence_acknowledgementevent" ("by_id", "decision_id", "finding", "fingerprint", "id", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said") VALUES (NEW."by_id", NEW."decision_id", NEW."finding", NEW."fingerprint", NEW."id", NEW."made_at", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."said"); RETURN NULL;', hash='66471c477ac4ed0fbc15ca7a65e6c793fe1a1e19', operation='UPDATE', pgid='pgtrigger_update_update_2d508', table='evidence_acknowledgement', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "evidence_acknowledgementevent" ("by_id", "decision_id", "finding", "fingerprint", "id", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said") VALUES (OLD."by_id", OLD."decision_id", OLD."finding", OLD."fingerprint", OLD."id", OLD."made_at", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."said"); RETURN NULL;', hash='1459e90a8292b9ef2615d8186eaf85ea02cece56', operation='DELETE', pgid='pgtrigger_delete_delete_d8e52', table='evidence_acknowledgement', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='AcknowledgementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('finding', models.CharField(help_text="The finding's key.", max_length=300)),
                    ('fingerprint', models.CharField(help_text="Of the finding's facts as they were then.", max_length=16)),
                    ('said', models.TextField(help_text='What the finding said then.')),
                    ('reason', models.CharField(max_length=600)),
                    ('name', models.CharField(help_text='Who it was, as called then.', max_length=150)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evidence.acknowledgement')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='293ca2d3c78e22351743f3e933c434787ffc30b9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d53c2', table='evidence_acknowledgementevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('wanted', models.JSONField()),
                    ('seen', models.JSONField()),
                    ('reason', models.CharField(max_length=600)),
                    ('status', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='open', max_length=9)),
                    ('revision', models.PositiveIntegerField(help_text="The decision's, when it was proposed.")),
                    ('name', models.CharField(help_text='Who it was, as called then.', max_length=150)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('decided_name', models.CharField(blank=True, max_length=150)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('answer', models.CharField(blank=True, help_text='Why it was declined.', max_length=600)),
                    ('alternative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='matrix.alternative')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='matrix.decision')),
                    ('weight', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='matrix.weight', verbose_name='criterion')),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [
                        models.Index(fields=['decision', 'status'], name='evidence_proposal_of_decision'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('alternative', 'weight', 'by'), name='evidence_proposal_open_once'),
                        models.CheckConstraint(condition=models.Q(('status__in', ['open', 'accepted', 'declined', 'withdrawn'])), name='evidence_proposal_status_known'),
                        models.CheckConstraint(condition=models.Q(('status', 'open'), ('decided_at__isnull', False), _connector='XOR'), name='evidence_proposal_decided_with_date'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "evidence_proposalevent" ("alternative_id", "answer", "by_id", "decided_at", "decided_by_id", "decided_name", "decision_id", "id", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "seen", "status", "wanted", "weight_id") VALUES (NEW."alternative_id", NEW."answer", NEW."by_id", NEW."decided_at", NEW."decided_by_id", NEW."decided_name", NEW."decision_id", NEW."id", NEW."made_at", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."revision", NEW."seen", NEW."status", NEW."wanted", NEW."weight_id"); RETURN NULL;', hash='7416e088144aba77d265ff20985f7b0828559acd', operation='INSERT', pgid='pgtrigger_insert_insert_e2bbb', table='evidence_proposal', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "evidence_proposalevent" ("alternative_id", "answer", "by_id", "decided_at", "decided_by_id", "decided_name", "decision_id", "id", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "seen", "status", "wanted", "weight_id") VALUES (NEW."alternative_id", NEW."answer", NEW."by_id", NEW."decided_at", NEW."decided_by_id", NEW."decided_name", NEW."decision_id", NEW."id", NEW."made_at", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."revision", NEW."seen", NEW."status", NEW."wanted", NEW."weight_id"); RETURN NULL;', hash='2feed0065bfb4cde932e6b5fe1bb44b8dd3f1650', operation='UPDATE', pgid='pgtrigger_update_update_decb3', table='evidence_proposal', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "evidence_proposalevent" ("alternative_id", "answer", "by_id", "decided_at", "decided_by_id", "decided_name", "decision_id", "id", "made_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "seen", "status", "wanted", "weight_id") VALUES (OLD."alternative_id", OLD."answer", OLD."by_id", OLD."decided_at", OLD."decided_by_id", OLD."decided_name", OLD."decision_id", OLD."id", OLD."made_at", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."revision", OLD."seen", OLD."status", OLD."wanted", OLD."weight_id"); RETURN NULL;', hash='c91b2f58fb42c083e15bb3f2adae299b43ca632c', operation='DELETE', pgid='pgtrigger_delete_delete_29d4b', table='evidence_proposal', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ProposalEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('wanted', models.JSONField()),
                    ('seen', models.JSONField()),
                    ('reason', models.CharField(max_length=600)),
                    ('status', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='open', max_length=9)),
                    ('revision', models.PositiveIntegerField(help_text="The decision's, when it was proposed.")),
                    ('name', models.CharField(help_text='Who it was, as called then.', max_length=150)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('decided_name', models.CharField(blank=True, max_length=150)),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('answer', models.CharField(blank=True, help_text='Why it was declined.', max_length=600)),
                    ('alternative', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.alternative')),
                    ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evidence.proposal')),
                    ('weight', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.weight', verbose_name='criterion')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='060dc41c22b53842c7c963a8db6966b7c35c2e0c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_21441', table='evidence_proposalevent', when='BEFORE')),
                    ],
                },
            ),
        ]),
    ]
