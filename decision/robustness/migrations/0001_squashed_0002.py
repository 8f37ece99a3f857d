"""Everything up to 0.4.0 in one step; docs/migrations.md says when the steps that it replaces go."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from decision.database.operations import AtOnce


class Migration(migrations.Migration):

    replaces = [
        ('robustness', '0001_studies'),
        ('robustness', '0002_study_first'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('matrix', '0005_record'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Study',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('revision', models.PositiveIntegerField(help_text="The decision's revision that is studied.")),
                    ('asked', models.JSONField(help_text='What is asked for: draws, seed, weights and so on.')),
                    ('fingerprint', models.CharField(help_text='Of what is asked: the same finds the same study.', max_length=64)),
                    ('draws_wanted', models.PositiveBigIntegerField()),
                    ('draws_done', models.PositiveBigIntegerField(default=0)),
                    ('step', models.CharField(blank=True, help_text='What is being computed, in words.', max_length=40)),
                    ('status', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('cancelled', 'Cancelled'), ('failed', 'Failed')], default='waiting', max_length=10)),
                    ('state', models.BinaryField(help_text='What was counted so far.', null=True)),
                    ('result', models.BinaryField(help_text='The answer, once it is there: compressed JSON.', null=True)),
                    ('error', models.TextField(blank=True)),
                    ('begun_turns', models.PositiveSmallIntegerField(default=0, help_text='Turns that began and did not end.')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('turn_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When it last had its turn.')),
                    ('started_at', models.DateTimeField(null=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='studies', to='matrix.decision')),
                    ('owner', models.ForeignKey(help_text='Who began it; empty for a visitor.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='studies', to=settings.AUTH_USER_MODEL)),
                    ('first', models.JSONField(default=list, help_text='Who comes first most often so far, and how often.')),
                ],
                options={
                    'verbose_name_plural': 'studies',
                    'ordering': ['-created_at'],
                    'indexes': [
                        models.Index(condition=models.Q(('status__in', ['waiting', 'running'])), fields=['turn_at'], name='robustness_study_unfinished'),
                        models.Index(fields=['owner', 'decision'], name='robustness_study_of_owner'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('decision', 'revision', 'fingerprint'), name='robustness_study_once'),
                        models.CheckConstraint(condition=models.Q(('draws_done__lte', models.F('draws_wanted'))), name='robustness_study_draws_within'),
                    ],
                },
            ),
        ]),
    ]
