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
        ('talk', '0001_notifications'),
        ('talk', '0002_comments'),
        ('talk', '0003_job_runs'),
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
                name='Preference',
                fields=[
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='mail_preference', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('to_you', models.CharField(choices=[('at_once', 'each at once'), ('daily', 'once a day'), ('weekly', 'once a week'), ('never', 'never')], default='at_once', max_length=8, verbose_name='Mentions and replies')),
                    ('threads', models.CharField(choices=[('at_once', 'each at once'), ('daily', 'once a day'), ('weekly', 'once a week'), ('never', 'never')], default='daily', max_length=8, verbose_name='New discussions')),
                    ('events', models.CharField(choices=[('at_once', 'each at once'), ('daily', 'once a day'), ('weekly', 'once a week'), ('never', 'never')], default='at_once', max_length=8, verbose_name='Rounds, status and review dates')),
                ],
            ),
            migrations.CreateModel(
                name='Mail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('often', models.CharField(choices=[('at_once', 'each at once'), ('daily', 'once a day'), ('weekly', 'once a week'), ('never', 'never')], max_length=8)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, help_text='Empty when there is no more to do.', null=True)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('problem', models.TextField(blank=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [
                        models.Index(condition=models.Q(('next_try_at__isnull', False)), fields=['next_try_at'], name='talk_mail_waiting'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField(blank=True, max_length=4000)),
                    ('place', models.CharField(choices=[('decision', 'the decision'), ('criterion', 'a criterion'), ('cell', 'a cell'), ('claim', 'a claim')], default='decision', max_length=9)),
                    ('about', models.CharField(blank=True, max_length=300)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('edited_at', models.DateTimeField(blank=True, null=True)),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('removed_because', models.CharField(blank=True, max_length=300)),
                    ('resolved_at', models.DateTimeField(blank=True, null=True)),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to=settings.AUTH_USER_MODEL)),
                    ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='frameworks.claim')),
                    ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='criteria.criterion')),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='matrix.decision')),
                    ('framework', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='frameworks.framework')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='talk.comment')),
                    ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['id'],
                    'indexes': [
                        models.Index(fields=['decision', 'parent', 'id'], name='talk_comment_of_decision'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('about', ''), ('claim__isnull', True), ('criterion__isnull', True), ('framework__isnull', True), ('resolved_at__isnull', True)), _connector='OR'), name='talk_comment_reply_is_about_its_thread'),
                        models.CheckConstraint(condition=models.Q(('removed_at__isnull', True), ('text', ''), _connector='XOR'), name='talk_comment_removed_has_no_text'),
                    ],
                    'triggers': [
                        Trigger(name='insert_insert', sql=UpsertTriggerSql(func='INSERT INTO "talk_commentevent" ("about", "author_id", "claim_id", "created_at", "criterion_id", "decision_id", "edited_at", "framework_id", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "removed_at", "removed_because", "removed_by_id", "resolved_at", "resolved_by_id", "text") VALUES (NEW."about", NEW."author_id", NEW."claim_id", NEW."created_at", NEW."criterion_id", NEW."decision_id", NEW."edited_at", NEW."framework_id", NEW."id", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."removed_at", NEW."removed_because", NEW."removed_by_id", NEW."resolved_at", NEW."resolved_by_id", NEW."text"); RETURN NULL;', hash='83f4b87e454826d6aa629aca134bbbbe184065e8', operation='INSERT', pgid='pgtrigger_insert_insert_9159a', table='talk_comment', when='AFTER')),
                        Trigger(name='update_update', sql=UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "talk_commentevent" ("about", "author_id", "claim_id", "created_at", "criterion_id", "decision_id", "edited_at", "framework_id", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "removed_at", "removed_because", "removed_by_id", "resolved_at", "resolved_by_id", "text") VALUES (NEW."about", NEW."author_id", NEW."claim_id", NEW."created_at", NEW."criterion_id", NEW."decision_id", NEW."edited_at", NEW."framework_id", NEW."id", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."removed_at", NEW."removed_because", NEW."removed_by_id", NEW."resolved_at", NEW."resolved_by_id", NEW."text"); RETURN NULL;', hash='dd592fdf37cd41c321e03a3197e8114c590aae7d', operation='UPDATE', pgid='pgtrigger_update_update_f3975', table='talk_comment', when='AFTER')),
                        Trigger(name='delete_delete', sql=UpsertTriggerSql(func='INSERT INTO "talk_commentevent" ("about", "author_id", "claim_id", "created_at", "criterion_id", "decision_id", "edited_at", "framework_id", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "removed_at", "removed_because", "removed_by_id", "resolved_at", "resolved_by_id", "text") VALUES (OLD."about", OLD."author_id", OLD."claim_id", OLD."created_at", OLD."criterion_id", OLD."decision_id", OLD."edited_at", OLD."framework_id", OLD."id", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."removed_at", OLD."removed_because", OLD."removed_by_id", OLD."resolved_at", OLD."resolved_by_id", OLD."text"); RETURN NULL;', hash='5c435e9f8c51aefd9983a196847bdadbf80fdd6f', operation='DELETE', pgid='pgtrigger_delete_delete_729ea', table='talk_comment', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Notification',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('mention', 'Mention'), ('reply', 'Reply'), ('comment', 'New discussion'), ('round_opened', 'Round opened'), ('round_revealed', 'Round revealed'), ('review_due', 'Review due'), ('status', 'Status'), ('decided', 'Decided'), ('proposal', 'Proposal')], max_length=16)),
                    ('text', models.CharField(max_length=300)),
                    ('path', models.CharField(max_length=500)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('read_at', models.DateTimeField(null=True)),
                    ('mail_due_at', models.DateTimeField(help_text='Empty where no mail is wanted, or where one has it.', null=True)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='matrix.decision')),
                    ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notifications', to='talk.mail')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                    ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='talk.comment')),
                ],
                options={
                    'ordering': ['-id'],
                    'indexes': [
                        models.Index(fields=['user', '-id'], name='talk_notification_newest'),
                        models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='talk_notification_unread'),
                        models.Index(condition=models.Q(('mail_due_at__isnull', False)), fields=['mail_due_at'], name='talk_notification_due'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CommentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_transaction', models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False)),
                    ('pgh_login', models.TextField(db_default=Login(), editable=False)),
                    ('id', models.BigIntegerField()),
                    ('text', models.TextField(blank=True, max_length=4000)),
                    ('place', models.CharField(choices=[('decision', 'the decision'), ('criterion', 'a criterion'), ('cell', 'a cell'), ('claim', 'a claim')], default='decision', max_length=9)),
                    ('about', models.CharField(blank=True, max_length=300)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('edited_at', models.DateTimeField(blank=True, null=True)),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('removed_because', models.CharField(blank=True, max_length=300)),
                    ('resolved_at', models.DateTimeField(blank=True, null=True)),
                    ('author', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('claim', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.claim')),
                    ('criterion', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='criteria.criterion')),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='matrix.decision')),
                    ('framework', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='frameworks.framework')),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='talk.comment')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talk.comment')),
                    ('removed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('resolved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                        Trigger(name='append_only', sql=UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='70cccc1fd492d7486a9365d70fcc1c377aac02b0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_55d1d', table='talk_commentevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='JobRun',
                fields=[
                    ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
                    ('began_at', models.DateTimeField()),
                ],
            ),
        ]),
    ]
