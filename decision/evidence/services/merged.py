"""What a merge of two entries of the catalogue means for what was said of findings about the one that went."""

from __future__ import annotations

from ..models import Acknowledgement

# The findings whose keys name technologies, and those whose keys name a document.
NAMING = {
    "framework": ("published_total_differs", "measured_on_relative", "claims_disagree", "version_outdated"),
    "source": ("one_source_carries_the_lead", "claims_stale", "claims_marked_stale", "claims_undated"),
}


def carry_acknowledgements(*, kind: str, former: str, now: str) -> None:
    """Let findings that were about `former` be known as being about `now`, in the transaction of the merge.

    What somebody said of the very finding that is about `now` already stays in its place.
    """
    for code in NAMING.get(kind, ()):
        for row in Acknowledgement.objects.filter(finding__startswith=f"{code}:").select_for_update():
            parts = row.finding.split(":")
            key = ":".join([code, *(now if part == former else part for part in parts[1:])])
            if key == row.finding:
                continue
            if not Acknowledgement.objects.filter(decision=row.decision_id, finding=key).exists():
                row.finding = key
                row.save(update_fields=["finding"])
