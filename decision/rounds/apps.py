"""Rounds: everybody weighs and scores alone, then all look at it together."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "decision.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Rounds and ballots"

    def ready(self) -> None:
        from decision.talk import jobs
        from decision.weighing import targets

        from .guided import keep_in_ballot
        from .services import reveal_due

        targets.register("ballot", keep_in_ballot)
        jobs.register("reveal due rounds", reveal_due)
