from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "decision.history"
    label = "history"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "History and undo"
