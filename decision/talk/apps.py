from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "decision.talk"
    label = "talk"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Comments and notifications"
