"""Studies are computed aside: a process of their own, while one is due."""

from decision.serving.aside import Work

from .models import Study
from .services import forget_old_studies


def _is_due() -> bool:
    return Study.objects.filter(status__in=Study.UNFINISHED).exists()


STUDIES = Work("studies", "decision.robustness.worker", _is_due, forget_old_studies)
