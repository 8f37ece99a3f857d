from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "decision.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Rounds and ballots"
