from django.apps import AppConfig


class WeighingConfig(AppConfig):
    name = "decision.weighing"
    label = "weighing"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Guided weights"
