from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "decision.lifecycle"
    label = "lifecycle"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Status and sign-off"
