"""Claims that do not count as evidence, before and after a change, raise no revision: what is proposed stays with
the curators until one accepts it."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION matrix_claim_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {when} THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT score.decision_id FROM matrix_score score
              JOIN matrix_score_claims citation ON citation.score_id = score.id
             WHERE citation.claim_id IN (OLD.id, NEW.id)
             UNION
            SELECT gate.decision_id FROM matrix_gate gate
              JOIN matrix_alternative alternative ON alternative.decision_id = gate.decision_id
             WHERE (gate.metric_id, alternative.framework_id)
                IN ((OLD.metric_id, OLD.framework_id), (NEW.metric_id, NEW.framework_id))));
    END IF;
    RETURN NULL;
END $$;
"""
CHANGED = "TG_OP <> 'UPDATE' OR OLD IS DISTINCT FROM NEW"
COUNTS = "(OLD.status IN ('accepted', 'stale') OR NEW.status IN ('accepted', 'stale'))"


class Migration(migrations.Migration):
    dependencies = [("matrix", "0006_claims_good_for"), ("frameworks", "0003_claim_status")]

    operations = [
        migrations.RunSQL(FUNCTION.format(when=f"({CHANGED}) AND {COUNTS}"), FUNCTION.format(when=CHANGED))
    ]
