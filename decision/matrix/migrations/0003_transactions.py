"""Every recorded change says in which transaction and as which user of the database it was made; what was
recorded before says 0 and nobody."""

from django.db import migrations, models

from decision.teams.events import Login, ThisTransaction

EVENTS = (
    "alternativeevent",
    "citationevent",
    "decisionevent",
    "gateevent",
    "scenarioevent",
    "scenarioweightevent",
    "scoreevent",
    "weightevent",
)


def _column(event: str, name: str, before: models.Field, since: models.Field) -> list:
    return [
        migrations.AddField(event, name, before),
        migrations.AlterField(event, name, since),
    ]


class Migration(migrations.Migration):
    dependencies = [("matrix", "0002_revision")]

    operations = [
        operation
        for event in EVENTS
        for operation in (
            *_column(
                event,
                "pgh_transaction",
                models.BigIntegerField(db_default=0, db_index=True, editable=False),
                models.BigIntegerField(db_default=ThisTransaction(), db_index=True, editable=False),
            ),
            *_column(
                event,
                "pgh_login",
                models.TextField(db_default="", editable=False),
                models.TextField(db_default=Login(), editable=False),
            ),
        )
    ]
