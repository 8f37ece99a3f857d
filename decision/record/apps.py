from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "decision.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Record"
