"""What would have to change: a card for each rival that is near, a line for each of the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from decision import engine
from decision.engine.wording import scores_text
from decision.matrix.page.bars import slot_of
from decision.matrix.page.numbers import abridged, listed, place, short, two_decimals
from decision.matrix.page.scene import Scene

from .addresses import query_of
from .figures import MOST_ROWS, points_text, weight_text
from .moves import Move
from .rivals import Changes, Compared, Mix, Proof, RivalCard, RivalLine, Single, Step

MOST_CARDS = 6
MOST_SINGLES = 2
MOST_CHANGES = 6
MOST_SCORES = 4
MOST_COMPARED = 12
HALF_A_CENT = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The least change of all, over weights and one score: for whom, the share that moves, whether a score changes."""

    alternative: str
    moved: Decimal
    with_score: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the engine says about changes at the weights shown."""

    lines: Sequence[engine.CriterionLines]
    moves: Mapping[str, Move]
    firsts: Mapping[str, Move | None]
    proofs: Mapping[str, engine.WinProof]
    scores: Sequence[engine.ScoreFlip]
    nearest: Nearest | None
    euclidean: Move | None = None


def changes(scene: Scene, known: Known, rival: str = "", ties: Collection[str] = ()) -> Changes:
    """The section for a ranking of several: everybody who is not first is a rival. Those get a card whose name has
    `rival` in it, and the nearest ones where nobody's has. `ties` are those that can be first only with others."""
    maker = _Maker(scene, known, ties)
    labels = scene.loaded.labels
    rivals = [one for one in scene.ranking.standings if one.rank != 1]
    named = [one for one in rivals if rival and rival.casefold() in labels[one.alternative].casefold()]
    near = sorted(named or rivals, key=lambda one: maker.order(one.alternative))[:MOST_CARDS]
    carded = {one.alternative for one in near}
    if known.euclidean:
        carded.add(known.euclidean.alternative)
    rest = [one for one in rivals if one.alternative not in carded]
    return Changes(
        cards=tuple(maker.card(one) for one in rivals if one.alternative in carded),
        lines=tuple(maker.line(one) for one in rest[:MOST_ROWS]),
        left_out=max(len(rest) - MOST_ROWS, 0),
        rival=rival,
        found=_found(rival, len(named), len(rivals)),
        is_searched=len(rivals) > MOST_CARDS,
        nearest=_nearest(known, labels),
        leader=labels[scene.ranking.standings[0].alternative],
        tie=_tie([labels[one.alternative] for one in scene.ranking.standings if one.rank == 1]),
        locked=listed([labels[key] for key in scene.what_if.base if key in scene.what_if.locked]),
    )


def _found(rival: str, named: int, of: int) -> str:
    """How many rivals have the name that was looked for."""
    if not rival:
        return ""
    if not named:
        return f"No rival is called “{rival}”: these are the nearest."
    shown = f"; the {MOST_CARDS} nearest of them have a card" if named > MOST_CARDS else ""
    return f"{named} of {of:,} rivals have “{rival}” in their name{shown}."


def _nearest(known: Known, labels: Mapping[str, str]) -> str:
    """The least change of all; in few words where a card has the move."""
    least = known.nearest
    if least is None:
        return ""
    first = known.firsts.get(least.alternative)
    if least.with_score or first is None or first.moved != least.moved:
        return least.sentence
    return (
        f"the {' '.join(points_text(least.moved))} of weight that bring {labels[least.alternative]} level, below. "
        "To change a score besides would take no less."
    )


class _Maker:
    """Makes the cards of one scene."""

    def __init__(self, scene: Scene, known: Known, ties: Collection[str]) -> None:
        self.ties = ties
        self.scene, self.known, self.labels = scene, known, scene.loaded.labels
        self.numbers = {row.key: number for number, row in enumerate(scene.loaded.leaves, 1)}
        self.first = scene.ranking.standings[0].total
        self.places = {one.alternative: place for place, one in enumerate(scene.ranking.standings)}

    def order(self, key: str) -> tuple[bool, Decimal, int]:
        """The rivals that can lead by the fewest points first, the others as they stand."""
        move = self.known.firsts.get(key)
        moved = move.moved if move is not None else None
        return moved is None, moved or Decimal(0), self.places[key]

    def card(self, standing: engine.Standing) -> RivalCard:
        key, known = standing.alternative, self.known
        singles = self.singles(key)
        scores = self.scores(key)
        move, proof = known.firsts.get(key), known.proofs[key]
        euclidean = known.euclidean if known.euclidean and known.euclidean.alternative == key else None
        return RivalCard(
            key=key, name=self.labels[key], shape=self.scene.shape(key), gap=f"{self.behind(standing)} behind",
            can_win=proof.can_win, verdict=_verdict(proof, ties=key in self.ties),
            singles=tuple(singles[:MOST_SINGLES]), more_singles=max(len(singles) - MOST_SINGLES, 0),
            mix=self.mix(move) if move and move.moved else None,
            level="" if move else self.level(key),
            euclidean=self.mix(euclidean) if euclidean and euclidean.is_possible else None,
            scores=tuple(scores[:MOST_SCORES]), more_scores=max(len(scores) - MOST_SCORES, 0),
            proof=self.proof(proof),
        )  # fmt: skip

    def line(self, standing: engine.Standing) -> RivalLine:
        key = standing.alternative
        move, proof = self.known.firsts.get(key), self.known.proofs[key]
        weights = move.details.weights if move else None
        moved = move.moved if move and weights else None
        return RivalLine(
            self.labels[key], self.scene.shape(key), self.behind(standing), proof.can_win,
            points_text(moved)[0] if moved is not None else "–", "" if proof.can_win else proof.sentence,
            self.query(weights) if weights else "",
        )  # fmt: skip

    def behind(self, standing: engine.Standing) -> str:
        behind = self.first - standing.total
        return two_decimals(behind) if behind >= HALF_A_CENT else "<0.01"

    def query(self, shares: Mapping[str, Decimal]) -> str:
        return query_of(shares, self.scene.loaded, self.scene.what_if)

    def singles(self, key: str) -> list[Single]:
        """The weights that alone put it first, the nearest first."""
        found = []
        for one in self.known.lines:
            ends = [
                (abs(edge - one.share), edge)
                for zone in one.zones
                if key in zone.leaders and not zone.start <= one.share <= zone.end
                for edge in (zone.start, zone.end)
            ]
            if ends and one.criterion not in self.scene.what_if.locked:
                found.append((*min(ends), one))
        found.sort(key=lambda each: each[0])
        return [self.single(at, one) for _, at, one in found]

    def single(self, at: Decimal, one: engine.CriterionLines) -> Single:
        number = self.numbers[one.criterion]
        return Single(
            number, slot_of(number), self.labels[one.criterion], _bare(weight_text(one.share, at)),
            weight_text(at, one.share), place(one.share * 100), place(at * 100),
            self.query(self.scaled(one.criterion, at)),
        )  # fmt: skip

    def scaled(self, key: str, share: Decimal) -> dict[str, Decimal]:
        """All shares with one of them at `share` and the others in proportion."""
        shares = self.scene.ranking.shares
        rest = 1 - shares[key]
        return {leaf: share if leaf == key else own * (1 - share) / rest for leaf, own in shares.items()}

    def mix(self, move: Move) -> Mix:
        found = move.details
        moved = sorted(found.changes, key=lambda change: -abs(change.to_share - change.from_share))
        kept = {change.criterion for change in moved[:MOST_CHANGES]}
        steps = tuple(self.step(change) for change in found.changes if change.criterion in kept)
        return Mix(
            " ".join(points_text(move.moved or Decimal(0))), found.sentence, steps, len(moved) - len(steps),
            self.query(found.weights or {}), "" if move.only_way else "Other mixes of the same size do as well.",
        )  # fmt: skip

    def step(self, change: engine.ShareChange) -> Step:
        number = self.numbers[change.criterion]
        now, to = change.from_share, change.to_share
        texts = _bare(weight_text(now, to)), weight_text(to, now)
        return Step(number, slot_of(number), self.labels[change.criterion], *texts)

    def level(self, key: str) -> str:
        """What brings it level with today's leader where that does not make it first."""
        move = self.known.moves.get(key)
        return move.details.sentence if move is not None and move.is_possible else ""

    def scores(self, key: str) -> list[str]:
        """Single scores that would make it first, in words."""
        return [self.score(flip) for flip in self.known.scores if flip.winner == key]

    def score(self, flip: engine.ScoreFlip) -> str:
        whose = f"{self.labels[flip.alternative]}: {self.labels[flip.criterion]}"
        if flip.from_score is None:
            return f"{whose} is missing, and would have to be {short(flip.to_score)}"
        before, after = scores_text(flip.from_score, flip.to_score)
        return f"{whose} from {before} to {after}"

    def proof(self, proof: engine.WinProof) -> Proof:
        parts = [f"{_part(part)} {self.labels[key]}" for key, part in proof.mixture]
        mixture = listed(parts) if len(parts) > 1 else listed([self.labels[key] for key, _ in proof.mixture])
        compared = tuple(
            Compared(self.labels[one.criterion], short(one.own), short(one.mixture))
            for one in proof.comparisons[:MOST_COMPARED]
        )
        return Proof(proof.sentence, mixture, compared, len(proof.comparisons) - len(compared))


def _bare(percent: str) -> str:
    """A weight without its sign, before an arrow to another that has one."""
    return percent.removesuffix("\u00a0%")


def _verdict(proof: engine.WinProof, *, ties: bool) -> str:
    """Whether some weights put it first, alone or with others."""
    if proof.can_win:
        return "Can tie at best" if ties else "Can lead"
    return "Cannot lead as scored" if proof.at_best else "Cannot lead"


def _tie(first: list[str]) -> str:
    """What it takes where several are first already."""
    if len(first) < 2:
        return ""
    return f"{abridged(first, 4)} tie for first place: the least move in favour of one of them decides."


def _part(part: Fraction) -> str:
    """A part as exactly as it is: in per cent where these are whole, else as a fraction."""
    percent = part * 100
    return f"{percent}\u00a0%" if percent.denominator == 1 else str(part)
