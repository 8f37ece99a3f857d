"""Frameworks, sources and claims are found by their words and numbers (see criteria/0004)."""

from importlib import import_module

from django.db import migrations

words = import_module("criteria.migrations.0004_search").words

PRINTED = "extract(day FROM published_on)::text || ' ' || extract(year FROM published_on)::text"
FIGURES = "coalesce(trim_scale(number)::text, '') || ' ' || coalesce(trim_scale(number_to)::text, '')"


class Migration(migrations.Migration):
    dependencies = [("criteria", "0004_search"), ("frameworks", "0004_merges_and_imports")]

    operations = [
        words(
            "frameworks_framework",
            name="name || ' ' || short_name || ' ' || slug",
            more="category || ' ' || summary",
        ),
        words(
            "frameworks_source",
            name="title || ' ' || slug",
            more=f"publisher || ' ' || kind || ' ' || document || ' ' || coalesce({PRINTED}, '')",
        ),
        words("frameworks_claim", name="text", more=f"unit || ' ' || version || ' ' || {FIGURES}"),
    ]
