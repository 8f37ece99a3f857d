from django.apps import AppConfig


class RobustnessConfig(AppConfig):
    name = "decision.robustness"
    label = "robustness"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Robustness"
