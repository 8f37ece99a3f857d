"""Frameworks, sources and claims are found by their words and numbers."""

from django.db import migrations

from ._search import SEARCH


class Migration(migrations.Migration):
    dependencies = [("criteria", "0004_search"), ("frameworks", "0004_merges_and_imports")]

    operations = SEARCH
