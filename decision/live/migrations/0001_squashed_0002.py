"""Everything up to 0.4.0 in one step; docs/migrations.md says when the steps that it replaces go."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from decision.database.operations import AtOnce

from ._telling import TELLING


class Migration(migrations.Migration):

    replaces = [
        ('live', '0001_presence'),
        ('live', '0002_telling'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('matrix', '0002_revision'),
        ('sessions', '0001_initial'),
        ('teams', '0001_initial'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Process',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name_plural': 'processes',
                },
            ),
            migrations.CreateModel(
                name='Presence',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('view', models.CharField(help_text='The tab that is open.', max_length=12)),
                    ('doing', models.CharField(blank=True, help_text='The criterion being edited, by slug.', max_length=80)),
                    ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='presences', to='matrix.decision')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='presences', to=settings.AUTH_USER_MODEL)),
                    ('process', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='live.process')),
                ],
                options={
                    'verbose_name_plural': 'presences',
                },
            ),
        ]),
        *TELLING,
    ]
