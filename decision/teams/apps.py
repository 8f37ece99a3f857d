from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "decision.teams"
    label = "teams"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Teams and access"
