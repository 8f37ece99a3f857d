"""The database tells the serving processes who came and went, and whose right to read may have ended."""

from django.conf import settings
from django.db import migrations

from ._telling import TELLING


class Migration(migrations.Migration):
    dependencies = [
        ("live", "0001_presence"),
        ("matrix", "0002_revision"),
        ("teams", "0001_initial"),
        ("sessions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = TELLING
