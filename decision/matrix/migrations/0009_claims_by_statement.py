"""Claims raise the revision of the decisions that rest on them once a statement, not once a row: a file of a hundred
thousand claims asks three questions a batch instead of three for each of its rows."""

from django.db import migrations

# The decisions that cite one of these claims, or hold a must-have against what it says of one of their alternatives.
DECISIONS = """
            SELECT score.decision_id FROM matrix_score score
              JOIN matrix_score_claims citation ON citation.score_id = score.id
             WHERE citation.claim_id IN ({ids})
             UNION
            SELECT gate.decision_id FROM matrix_gate gate
              JOIN matrix_alternative alternative ON alternative.decision_id = gate.decision_id
             WHERE (gate.metric_id, alternative.framework_id) IN ({metrics})
             UNION
            SELECT gate.decision_id FROM matrix_gate gate
              JOIN matrix_alternative alternative ON alternative.decision_id = gate.decision_id
             WHERE (gate.feature_id, alternative.framework_id) IN ({features})"""


def _of(table: str) -> str:
    """What counts as evidence of the rows of a transition table, before or after."""
    return f"SELECT * FROM {table} WHERE status IN ('accepted', 'stale')"


def _raise(counting: str) -> str:
    decisions = DECISIONS.format(
        ids="SELECT id FROM counting",
        metrics="SELECT metric_id, framework_id FROM counting",
        features="SELECT criterion_id, framework_id FROM counting",
    )
    return f"PERFORM matrix_raise_revision(ARRAY(WITH counting AS ({counting}){decisions}));"


# An update that leaves a row as it was changes nothing: only what is in one of the two and not in the other counts.
CHANGED = "({before} EXCEPT {after}) UNION ALL ({after} EXCEPT {before})".format(
    before=_of("before"), after=_of("after")
)
BY_STATEMENT = f"""
DROP TRIGGER matrix_claim_changes ON frameworks_claim;
CREATE OR REPLACE FUNCTION matrix_claim_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        {_raise(_of("after"))}
    ELSIF TG_OP = 'DELETE' THEN
        {_raise(_of("before"))}
    ELSE
        {_raise(CHANGED)}
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER matrix_claim_comes AFTER INSERT ON frameworks_claim
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION matrix_claim_changes();
CREATE TRIGGER matrix_claim_changes AFTER UPDATE ON frameworks_claim
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION matrix_claim_changes();
CREATE TRIGGER matrix_claim_goes AFTER DELETE ON frameworks_claim
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION matrix_claim_changes();
"""
OF_THE_ROW = DECISIONS.format(
    ids="OLD.id, NEW.id",
    metrics="(OLD.metric_id, OLD.framework_id), (NEW.metric_id, NEW.framework_id)",
    features="(OLD.criterion_id, OLD.framework_id), (NEW.criterion_id, NEW.framework_id)",
)
BY_ROW = f"""
DROP TRIGGER matrix_claim_comes ON frameworks_claim;
DROP TRIGGER matrix_claim_changes ON frameworks_claim;
DROP TRIGGER matrix_claim_goes ON frameworks_claim;
CREATE OR REPLACE FUNCTION matrix_claim_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'UPDATE' OR OLD IS DISTINCT FROM NEW)
       AND (OLD.status IN ('accepted', 'stale') OR NEW.status IN ('accepted', 'stale')) THEN
        PERFORM matrix_raise_revision(ARRAY({OF_THE_ROW}));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER matrix_claim_changes AFTER INSERT OR UPDATE OR DELETE ON frameworks_claim
    FOR EACH ROW EXECUTE FUNCTION matrix_claim_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("matrix", "0008_gates_on_features"), ("frameworks", "0003_claim_status")]

    operations = [migrations.RunSQL(BY_STATEMENT, BY_ROW)]
