"""Large files are imported aside: by a process of their own, while one waits."""

from decision.serving.aside import Work
from frameworks.models import ImportDraft

from .drafts import forget_old_drafts


def _is_due() -> bool:
    return ImportDraft.objects.filter(status__in=ImportDraft.UNFINISHED).exists()


IMPORTS = Work("imports", "decision.curation.worker", _is_due, forget_old_drafts)
