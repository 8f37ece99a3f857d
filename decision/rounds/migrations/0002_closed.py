"""The database itself keeps a ballot as it was when its round was revealed or cancelled: no door changes a vote then."""

from django.db import migrations

from ._closed import CLOSED


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_initial")]

    operations = CLOSED
