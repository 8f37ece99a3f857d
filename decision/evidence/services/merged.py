"""What a merge of two entries of the catalogue means for what was said of findings about the one that went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..models import Acknowledgement

# The findings whose keys name technologies, and those whose keys name a document.
NAMING = {
    "framework": ("published_total_differs", "measured_on_relative", "claims_disagree", "version_outdated"),
    "source": ("one_source_carries_the_lead", "claims_stale", "claims_marked_stale", "claims_undated"),
}


def carry_acknowledgements(*, kind: str, former: str, now: str) -> dict[str, list[str]]:
    """Let findings that were about `former` be known as being about `now`, in the transaction of the merge.

    What somebody said of the very finding that is about `now` already stays in its place. Answers the keys that
    changed, as [former, now] by the acknowledgement's id.
    """
    carried = {}
    for code in NAMING.get(kind, ()):
        for row in Acknowledgement.objects.filter(finding__startswith=f"{code}:").select_for_update():
            parts = row.finding.split(":")
            key = ":".join([code, *(now if part == former else part for part in parts[1:])])
            if key == row.finding:
                continue
            if not Acknowledgement.objects.filter(decision=row.decision_id, finding=key).exists():
                carried[str(row.pk)] = [row.finding, key]
                row.finding = key
                row.save(update_fields=["finding"])
    return carried


def carry_acknowledgements_back(carried: Mapping[str, Sequence[str]]) -> None:
    """Undo what `carry_acknowledgements` answered, where nobody said anything else meanwhile."""
    for pk, (former, now) in carried.items():
        row = Acknowledgement.objects.filter(pk=pk, finding=now).select_for_update().first()
        if row and not Acknowledgement.objects.filter(decision=row.decision_id, finding=former).exists():
            row.finding = former
            row.save(update_fields=["finding"])
