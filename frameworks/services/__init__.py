"""Curating what is judged: frameworks, sources, and the claims that sources make."""

from .bulk import BulkPreview, change_claims, preview_claims
from .importing import Imported, compare_claims, import_claims
from .refreshing import refresh_facts
from .review import propose_claim, require_state, review_claims
from .rows import delete_claim, delete_framework, delete_source, save_claim, save_framework, save_source
from .stating import add_claim, change_claim, state_claim

__all__ = [
    "BulkPreview", "Imported", "add_claim", "change_claim", "change_claims", "compare_claims", "delete_claim",
    "delete_framework", "delete_source", "import_claims", "preview_claims", "propose_claim", "refresh_facts",
    "require_state", "review_claims", "save_claim", "save_framework", "save_source", "state_claim",
]  # fmt: skip
