from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "decision.talk"
    label = "talk"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Comments and notifications"

    def ready(self) -> None:
        from . import jobs
        from .mailing.tidying import tidy

        jobs.register("forget old notifications", tidy)
