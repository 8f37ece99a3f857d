"""How far one person's ballot in the open round has come, as one value of a query on every page of a decision."""

from __future__ import annotations

# Uses %(decision)s and %(user)s; NULL where no round is open. Counts as `asking.progress_of` does: what was asked and
# is still there; scores of leaves only, and of none that is measured.
OPEN_ROUND = """
    SELECT jsonb_build_object(
        'number', round.number,
        'finished', ballot.finished_at IS NOT NULL,
        'asked', CASE WHEN round.asks = 'scores' THEN 0 ELSE asked.weights END
               + CASE WHEN round.asks = 'weights' THEN 0 ELSE asked.leaves * asked.options END,
        'given', (SELECT count(*) FROM rounds_ballotweight given
                    JOIN criteria_criterion criterion ON criterion.id = given.criterion_id
                    JOIN matrix_weight line ON line.criterion_id = criterion.id AND line.decision_id = round.decision_id
                   WHERE given.ballot_id = ballot.id AND round.asks <> 'scores'
                     AND jsonb_exists(round.asked -> 'criteria', criterion.slug))
               + (SELECT count(*) FROM rounds_ballotscore given
                    JOIN criteria_criterion criterion ON criterion.id = given.criterion_id
                    JOIN frameworks_framework framework ON framework.id = given.framework_id
                    JOIN matrix_weight line ON line.criterion_id = criterion.id AND line.decision_id = round.decision_id
                    JOIN matrix_alternative option
                      ON option.framework_id = framework.id AND option.decision_id = round.decision_id
                   WHERE given.ballot_id = ballot.id AND round.asks <> 'weights' AND line.value_function_id IS NULL
                     AND jsonb_exists(round.asked -> 'criteria', criterion.slug)
                     AND jsonb_exists(round.asked -> 'alternatives', framework.slug)))
      FROM rounds_round round
      LEFT JOIN rounds_ballot ballot ON ballot.round_id = round.id AND ballot.member_id = %(user)s
     CROSS JOIN LATERAL (
        SELECT count(*) AS weights,
               count(*) FILTER (WHERE line.value_function_id IS NULL AND NOT EXISTS (
                   SELECT FROM matrix_weight child WHERE child.parent_id = line.id)) AS leaves,
               (SELECT count(*) FROM matrix_alternative option
                  JOIN frameworks_framework framework ON framework.id = option.framework_id
                 WHERE option.decision_id = round.decision_id
                   AND jsonb_exists(round.asked -> 'alternatives', framework.slug)) AS options
          FROM matrix_weight line JOIN criteria_criterion criterion ON criterion.id = line.criterion_id
         WHERE line.decision_id = round.decision_id AND jsonb_exists(round.asked -> 'criteria', criterion.slug)
     ) asked
     WHERE round.decision_id = %(decision)s AND round.status = 'open'
"""
