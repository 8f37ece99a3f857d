"""What a merge of two entries of the catalogue means for what was said of findings about the one that went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..audit import age, disagreement, printed, proxies, published, weight_of_source
from ..models import Acknowledgement

# Where the keys of findings name technologies and documents: the places of their parts, behind the code.
NAMING: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "framework": {
        published.CODE: (1,), proxies.CODE: (1, 2), disagreement.CODE: (1, 2), age.OUTDATED: (1,), printed.WINNER: (2,),
    },
    "source": {
        weight_of_source.CODE: (1,), age.STALE: (1,), age.MARKED: (1,), age.UNDATED: (1,), printed.WEIGHTS: (1,),
        printed.WINNER: (1,),
    },
}  # fmt: skip


def carry_acknowledgements(*, kind: str, former: str, now: str) -> dict[str, list[str]]:
    """Let findings that were about `former` be known as being about `now`, in the transaction of the merge.

    What somebody said of the very finding that is about `now` already stays in its place. Answers the keys that
    changed, as [former, now] by the acknowledgement's id.
    """
    carried = {}
    for code, places in NAMING.get(kind, {}).items():
        for row in Acknowledgement.objects.filter(finding__startswith=f"{code}:").select_for_update():
            parts = enumerate(row.finding.split(":"))
            key = ":".join(now if place in places and part == former else part for place, part in parts)
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
