from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "decision.lifecycle"
    label = "lifecycle"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Status and sign-off"

    def ready(self) -> None:
        from decision.talk.jobs import register

        from .telling import tell_due_reviews

        register("reviews that are due", tell_due_reviews)
