from django.apps import AppConfig


class MatrixConfig(AppConfig):
    name = "decision.matrix"
    label = "matrix"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Decisions"
