"""Criteria and metrics are found by their words."""

from django.db import migrations

from ._search import SEARCH


class Migration(migrations.Migration):
    dependencies = [("criteria", "0003_metric_range")]

    operations = SEARCH
