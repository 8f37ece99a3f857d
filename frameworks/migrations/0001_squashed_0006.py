"""Everything up to 0.4.0 in one step; docs/migrations.md says when the steps that it replaces go."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from pgtrigger.compiler import Trigger, UpsertTriggerSql

from decision.database.operations import AtOnce
from decision.teams.events import Login, ThisTransaction

from ._search import SEARCH


class Migration(migrations.Migration):

    replaces = [
        ('frameworks', '0001_initial'),
        ('frameworks', '0002_transactions'),
        ('frameworks', '0003_claim_status'),
        ('frameworks', '0004_merges_and_imports'),
        ('frameworks', '0005_search'),
        ('frameworks', '0006_needs'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('criteria', '0004_search'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Framework',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('short_name', models.CharField(blank=True, max_length=40)),
                    ('category', models.CharField(blank=True, db_index=True, max_length=60)),
                    ('summary', models.CharField(blank=True, max_length=300)),
                    ('package_name', models.CharField(blank=True, db_default='', help_text='Its name in the package index, if it has one.', max_length=100)),
                ],
                options={
                    'ordering': ['name'],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_frameworkevent" ("category", "id", "name", "package_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug", "summary") VALUES (NEW."category", NEW."id", NEW."name", NEW."package_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."short_name", NEW."slug", NEW."summary"); RETURN NULL;', hash='cbc9ecc10ea15ce28901a49620ca87176a120b6b', operation='INSERT', pgid='pgtrigger_insert_insert_ea02d', table='frameworks_framework', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "frameworks_frameworkevent" ("category", "id", "name", "package_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug", "summary") VALUES (NEW."category", NEW."id", NEW."name", NEW."package_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."short_name", NEW."slug", NEW."summary"); RETURN NULL;', hash='767652a255dbced86462206f9deda2bc8775321f', operation='UPDATE', pgid='pgtrigger_update_update_a3be1', table='frameworks_framework', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_frameworkevent" ("category", "id", "name", "package_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "slug", "summary") VALUES (OLD."category", OLD."id", OLD."name", OLD."package_name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."short_name", OLD."slug", OLD."summary"); RETURN NULL;', hash='8c002b78ff7ac6b263ce97aab3f36add0d6411d2', operation='DELETE', pgid='pgtrigger_delete_delete_f5eb9', table='frameworks_framework', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='FrameworkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('name', models.CharField(max_length=120)),
                    ('short_name', models.CharField(blank=True, max_length=40)),
                    ('category', models.CharField(blank=True, max_length=60)),
                    ('summary', models.CharField(blank=True, max_length=300)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='frameworks.framework')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('package_name', models.CharField(blank=True, db_default='', help_text='Its name in the package index, if it has one.', max_length=100)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='04192c462ae5c5da7f1542a5bb0efd87560b7820', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d9330', table='frameworks_frameworkevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Source',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('title', models.CharField(max_length=200)),
                    ('publisher', models.CharField(blank=True, max_length=120)),
                    ('kind', models.CharField(blank=True, max_length=40)),
                    ('published_on', models.DateField(blank=True, null=True)),
                    ('document', models.CharField(blank=True, help_text='File name of the document.', max_length=200)),
                    ('checksum', models.CharField(blank=True, help_text='SHA-256 of the document.', max_length=64)),
                ],
                options={
                    'ordering': ['title'],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_sourceevent" ("checksum", "document", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher", "slug", "title") VALUES (NEW."checksum", NEW."document", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_on", NEW."publisher", NEW."slug", NEW."title"); RETURN NULL;', hash='91c3f09aad840d90661dca33957cc885563a7d41', operation='INSERT', pgid='pgtrigger_insert_insert_5d33a', table='frameworks_source', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "frameworks_sourceevent" ("checksum", "document", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher", "slug", "title") VALUES (NEW."checksum", NEW."document", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_on", NEW."publisher", NEW."slug", NEW."title"); RETURN NULL;', hash='2b5d75063f417fee69ba2e7b3c09c3d26e484d6b', operation='UPDATE', pgid='pgtrigger_update_update_292fa', table='frameworks_source', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_sourceevent" ("checksum", "document", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "publisher", "slug", "title") VALUES (OLD."checksum", OLD."document", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_on", OLD."publisher", OLD."slug", OLD."title"); RETURN NULL;', hash='2d52929db2428ab50ca4385115fb97526ce97b0d', operation='DELETE', pgid='pgtrigger_delete_delete_e036b', table='frameworks_source', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='SourceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('title', models.CharField(max_length=200)),
                    ('publisher', models.CharField(blank=True, max_length=120)),
                    ('kind', models.CharField(blank=True, max_length=40)),
                    ('published_on', models.DateField(blank=True, null=True)),
                    ('document', models.CharField(blank=True, help_text='File name of the document.', max_length=200)),
                    ('checksum', models.CharField(blank=True, help_text='SHA-256 of the document.', max_length=64)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='frameworks.source')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='77055bc48c17b4d07d73ed380357eb9fc8f9d29e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5645c', table='frameworks_sourceevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Claim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(blank=True, help_text='Name in the fixtures, if any.', max_length=160, null=True, unique=True)),
                    ('kind', models.CharField(choices=[('measurement', 'measurement'), ('statistic', 'statistic'), ('release', 'release'), ('license', 'licence'), ('rating', 'rating'), ('feature', 'feature'), ('score', 'score'), ('weight', 'weight'), ('published_total', 'published total'), ('strength', 'strength'), ('weakness', 'weakness'), ('use_case', 'use case'), ('verdict', 'verdict'), ('relation', 'relation')], db_index=True, max_length=16)),
                    ('number', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ('number_to', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ('text', models.CharField(blank=True, max_length=400)),
                    ('unit', models.CharField(blank=True, max_length=40)),
                    ('qualifier', models.CharField(choices=[('exact', 'exactly'), ('about', 'about'), ('at_least', 'at least')], default='exact', max_length=10)),
                    ('lines', models.JSONField(blank=True, default=list, help_text='Places in the document: [[from, to], …], counted from 1.')),
                    ('as_of', models.DateField(blank=True, null=True)),
                    ('version', models.CharField(blank=True, max_length=40)),
                    ('confidence', models.CharField(blank=True, choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=6, null=True)),
                    ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='criteria.criterion')),
                    ('metric', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='criteria.metric')),
                    ('framework', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='frameworks.framework')),
                    ('measured_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measured_claims', to='frameworks.framework')),
                    ('related', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='related_claims', to='frameworks.framework')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='frameworks.source')),
                    ('proposed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('review_reason', models.CharField(blank=True, db_default='', editable=False, max_length=300)),
                    ('reviewed_at', models.DateTimeField(editable=False, null=True)),
                    ('reviewed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('status', models.CharField(choices=[('proposed', 'proposed'), ('accepted', 'accepted'), ('rejected', 'rejected'), ('stale', 'stale')], db_default='accepted', default='accepted', editable=False, max_length=8)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [
                        models.Index(fields=['framework', 'kind'], name='frameworks_claim_about'),
                        models.Index(condition=models.Q(('status', 'accepted'), _negated=True), fields=['status', 'id'], name='frameworks_claim_queue'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('number_to__isnull', True), ('number__lte', models.F('number_to')), _connector='OR'), name='frameworks_claim_range_rises', violation_error_message='A range needs its lower end first.'),
                        models.CheckConstraint(condition=models.Q(models.Q(('kind', 'relation'), _negated=True), models.Q(('framework__isnull', False), ('related__isnull', False)), _connector='OR'), name='frameworks_claim_relation_names_both', violation_error_message='A relation needs the framework and the related framework.'),
                        models.CheckConstraint(condition=models.Q(('number__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR'), name='frameworks_claim_says_something', violation_error_message='A claim needs a number or a text.'),
                        models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'accepted', 'rejected', 'stale'])), name='frameworks_claim_status_known'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_claimevent" ("as_of", "confidence", "criterion_id", "framework_id", "id", "key", "kind", "lines", "measured_on_id", "metric_id", "number", "number_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "qualifier", "related_id", "review_reason", "reviewed_at", "reviewed_by_id", "source_id", "status", "text", "unit", "version") VALUES (NEW."as_of", NEW."confidence", NEW."criterion_id", NEW."framework_id", NEW."id", NEW."key", NEW."kind", NEW."lines", NEW."measured_on_id", NEW."metric_id", NEW."number", NEW."number_to", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_by_id", NEW."qualifier", NEW."related_id", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."source_id", NEW."status", NEW."text", NEW."unit", NEW."version"); RETURN NULL;', hash='156139ff361cde5de0f160f5414cb6a09eee6cde', operation='INSERT', pgid='pgtrigger_insert_insert_327b6', table='frameworks_claim', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "frameworks_claimevent" ("as_of", "confidence", "criterion_id", "framework_id", "id", "key", "kind", "lines", "measured_on_id", "metric_id", "number", "number_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "qualifier", "related_id", "review_reason", "reviewed_at", "reviewed_by_id", "source_id", "status", "text", "unit", "version") VALUES (NEW."as_of", NEW."confidence", NEW."criterion_id", NEW."framework_id", NEW."id", NEW."key", NEW."kind", NEW."lines", NEW."measured_on_id", NEW."metric_id", NEW."number", NEW."number_to", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_by_id", NEW."qualifier", NEW."related_id", NEW."review_reason", NEW."reviewed_at", NEW."reviewed_by_id", NEW."source_id", NEW."status", NEW."text", NEW."unit", NEW."version"); RETURN NULL;', hash='c1b6bda35c2f44b4fdec0613ca5bbc433720932e', operation='UPDATE', pgid='pgtrigger_update_update_d2740', table='frameworks_claim', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_claimevent" ("as_of", "confidence", "criterion_id", "framework_id", "id", "key", "kind", "lines", "measured_on_id", "metric_id", "number", "number_to", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "qualifier", "related_id", "review_reason", "reviewed_at", "reviewed_by_id", "source_id", "status", "text", "unit", "version") VALUES (OLD."as_of", OLD."confidence", OLD."criterion_id", OLD."framework_id", OLD."id", OLD."key", OLD."kind", OLD."lines", OLD."measured_on_id", OLD."metric_id", OLD."number", OLD."number_to", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_by_id", OLD."qualifier", OLD."related_id", OLD."review_reason", OLD."reviewed_at", OLD."reviewed_by_id", OLD."source_id", OLD."status", OLD."text", OLD."unit", OLD."version"); RETURN NULL;', hash='10f5b4d3a89d07ddfa2c7349ab327823a916758d', operation='DELETE', pgid='pgtrigger_delete_delete_8ce0e', table='frameworks_claim', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ClaimEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key', models.SlugField(blank=True, db_index=False, help_text='Name in the fixtures, if any.', max_length=160, null=True)),
                    ('kind', models.CharField(choices=[('measurement', 'measurement'), ('statistic', 'statistic'), ('release', 'release'), ('license', 'licence'), ('rating', 'rating'), ('feature', 'feature'), ('score', 'score'), ('weight', 'weight'), ('published_total', 'published total'), ('strength', 'strength'), ('weakness', 'weakness'), ('use_case', 'use case'), ('verdict', 'verdict'), ('relation', 'relation')], max_length=16)),
                    ('number', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ('number_to', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                    ('text', models.CharField(blank=True, max_length=400)),
                    ('unit', models.CharField(blank=True, max_length=40)),
                    ('qualifier', models.CharField(choices=[('exact', 'exactly'), ('about', 'about'), ('at_least', 'at least')], default='exact', max_length=10)),
                    ('lines', models.JSONField(blank=True, default=list, help_text='Places in the document: [[from, to], …], counted from 1.')),
                    ('as_of', models.DateField(blank=True, null=True)),
                    ('version', models.CharField(blank=True, max_length=40)),
                    ('confidence', models.CharField(blank=True, choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], max_length=6, null=True)),
                    ('criterion', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion')),
                    ('metric', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.metric')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='frameworks.claim')),
                    ('framework', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.framework')),
                    ('measured_on', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.framework')),
                    ('related', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.framework')),
                    ('source', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.source')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('proposed_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('review_reason', models.CharField(blank=True, db_default='', editable=False, max_length=300)),
                    ('reviewed_at', models.DateTimeField(editable=False, null=True)),
                    ('reviewed_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('status', models.CharField(choices=[('proposed', 'proposed'), ('accepted', 'accepted'), ('rejected', 'rejected'), ('stale', 'stale')], db_default='accepted', default='accepted', editable=False, max_length=8)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='75735f0d6ac9a91a0a3b05d2e293d814ecf1515f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9dff1', table='frameworks_claimevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ImportDraft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('name', models.CharField(max_length=200)),
                    ('content', models.BinaryField()),
                    ('digest', models.CharField(help_text='What the preview showed.', max_length=64)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-id'],
                },
            ),
            migrations.CreateModel(
                name='Merge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('source', 'source'), ('claim', 'claim')], max_length=9)),
                    ('slug', models.SlugField(blank=True, help_text='Its address, which leads on.', max_length=80)),
                    ('name', models.CharField(max_length=400)),
                    ('former_id', models.BigIntegerField()),
                    ('fields', models.JSONField(help_text='Everything the row said.')),
                    ('moved', models.JSONField(help_text='The ids of the rows that point elsewhere now, by table and field.')),
                    ('merged_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='frameworks.claim')),
                    ('framework', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='frameworks.framework')),
                    ('merged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='frameworks.source')),
                ],
                options={
                    'ordering': ['-id'],
                    'indexes': [
                        models.Index(fields=['kind', 'slug'], name='frameworks_merge_slug'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_mergeevent" ("claim_id", "fields", "former_id", "framework_id", "id", "kind", "merged_at", "merged_by_id", "moved", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_id") VALUES (NEW."claim_id", NEW."fields", NEW."former_id", NEW."framework_id", NEW."id", NEW."kind", NEW."merged_at", NEW."merged_by_id", NEW."moved", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."source_id"); RETURN NULL;', hash='d208458d454b7132bc6307e5a67ba31aa32ed495', operation='INSERT', pgid='pgtrigger_insert_insert_7985a', table='frameworks_merge', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "frameworks_mergeevent" ("claim_id", "fields", "former_id", "framework_id", "id", "kind", "merged_at", "merged_by_id", "moved", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_id") VALUES (NEW."claim_id", NEW."fields", NEW."former_id", NEW."framework_id", NEW."id", NEW."kind", NEW."merged_at", NEW."merged_by_id", NEW."moved", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."source_id"); RETURN NULL;', hash='7bc7ccedb1f469107a2949d9a958c939f3dab65b', operation='UPDATE', pgid='pgtrigger_update_update_fc0e6', table='frameworks_merge', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_mergeevent" ("claim_id", "fields", "former_id", "framework_id", "id", "kind", "merged_at", "merged_by_id", "moved", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_id") VALUES (OLD."claim_id", OLD."fields", OLD."former_id", OLD."framework_id", OLD."id", OLD."kind", OLD."merged_at", OLD."merged_by_id", OLD."moved", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."source_id"); RETURN NULL;', hash='3770af1691e5434adb2831b81cbb837081b5edf8', operation='DELETE', pgid='pgtrigger_delete_delete_57f7d', table='frameworks_merge', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='MergeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('source', 'source'), ('claim', 'claim')], max_length=9)),
                    ('slug', models.SlugField(blank=True, db_index=False, help_text='Its address, which leads on.', max_length=80)),
                    ('name', models.CharField(max_length=400)),
                    ('former_id', models.BigIntegerField()),
                    ('fields', models.JSONField(help_text='Everything the row said.')),
                    ('moved', models.JSONField(help_text='The ids of the rows that point elsewhere now, by table and field.')),
                    ('merged_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('claim', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.claim')),
                    ('framework', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.framework')),
                    ('merged_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='frameworks.merge')),
                    ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.source')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0c9b0a4cebbf0271e5e2afc75e59f8534329a3f8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_69d13', table='frameworks_mergeevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Need',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('label', models.CharField(max_length=80)),
                    ('question', models.CharField(blank=True, max_length=200)),
                    ('rules', models.JSONField(help_text='Which claims speak for it, and which against.')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='criteria.criterion')),
                ],
                options={
                    'ordering': ['position', 'label'],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_needevent" ("criterion_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "rules", "slug") VALUES (NEW."criterion_id", NEW."id", NEW."label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."question", NEW."rules", NEW."slug"); RETURN NULL;', hash='3b13f9307675e29b2970b101cefd7961a65a7d1b', operation='INSERT', pgid='pgtrigger_insert_insert_41336', table='frameworks_need', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "frameworks_needevent" ("criterion_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "rules", "slug") VALUES (NEW."criterion_id", NEW."id", NEW."label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."question", NEW."rules", NEW."slug"); RETURN NULL;', hash='e5aca09f979d54069f93a8e47990b1dc034aa31b', operation='UPDATE', pgid='pgtrigger_update_update_98675', table='frameworks_need', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "frameworks_needevent" ("criterion_id", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "rules", "slug") VALUES (OLD."criterion_id", OLD."id", OLD."label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."question", OLD."rules", OLD."slug"); RETURN NULL;', hash='c9aa0543a7007a555751c2ce4d67209c66b5f910', operation='DELETE', pgid='pgtrigger_delete_delete_cf4a5', table='frameworks_need', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='NeedEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('label', models.CharField(max_length=80)),
                    ('question', models.CharField(blank=True, max_length=200)),
                    ('rules', models.JSONField(help_text='Which claims speak for it, and which against.')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('criterion', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='frameworks.need')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed84d094ba9296b7dd8bf16f0efeb2e72270e916', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cb923', table='frameworks_needevent', when='BEFORE')),
                    ],
                },
            ),
        ]),
        *SEARCH,
    ]
