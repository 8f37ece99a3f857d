"""The database itself keeps a decision's revision true: any change to any of its rows, through any door, raises it once
per transaction, is told to whoever listens, and has a row of its own. Rows of two decisions cannot mix.

A transaction is known by its number and its time: numbers begin again in a database restored elsewhere. Claims that do
not count as evidence, before and after a change, raise no revision.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION matrix_this_transaction() RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT pg_current_xact_id()::text::bigint $$;

-- Several decisions are locked in one order, so that two changes of what they share wait for each other and no more.
CREATE FUNCTION matrix_raise_revision(changed bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT FROM matrix_decision
     WHERE id = ANY (changed)
       AND (revision_transaction, updated_at) IS DISTINCT FROM (matrix_this_transaction(), now())
     ORDER BY id FOR NO KEY UPDATE;
    UPDATE matrix_decision
       SET revision = revision + 1, revision_transaction = matrix_this_transaction(), updated_at = now()
     WHERE id = ANY (changed)
       AND (revision_transaction, updated_at) IS DISTINCT FROM (matrix_this_transaction(), now())
$$;

-- A new decision starts at its revision; the rows that come with it do not raise it.
CREATE FUNCTION matrix_decision_starts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision_transaction := matrix_this_transaction();
    NEW.updated_at := now();
    RETURN NEW;
END $$;

-- A change to the decision's own fields raises it like a change to its rows. Nobody else sets the
-- revision: a model instance saved with the one it was loaded at does not turn it back.
CREATE FUNCTION matrix_decision_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    raised boolean := OLD.revision_transaction IS NOT DISTINCT FROM matrix_this_transaction()
                      AND OLD.updated_at = now();
BEGIN
    IF NOT raised AND NEW.revision_transaction = matrix_this_transaction() AND NEW.revision = OLD.revision + 1 THEN
        NEW.updated_at := now();
        RETURN NEW;
    END IF;
    NEW.revision := OLD.revision;
    NEW.revision_transaction := OLD.revision_transaction;
    NEW.updated_at := OLD.updated_at;
    IF NEW IS DISTINCT FROM OLD AND NOT raised THEN
        NEW.revision := OLD.revision + 1;
        NEW.revision_transaction := matrix_this_transaction();
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION matrix_decision_tells() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
BEGIN
    IF TG_OP = 'INSERT' OR NEW.revision <> OLD.revision THEN
        INSERT INTO matrix_revision
               (decision_id, number, transaction, at, context, actor, user_id, door, note, undoes)
        VALUES (NEW.id, NEW.revision, matrix_this_transaction(), now(),
                nullif(current_setting('pghistory.context_id', true), '')::uuid,
                coalesce(said ->> 'actor', session_user::text), (said ->> 'user')::bigint,
                coalesce(said ->> 'door', 'sql'), coalesce(said ->> 'note', ''), (said ->> 'undoes')::integer);
        PERFORM pg_notify('steelyard_revision', NEW.id || ':' || NEW.revision);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_row_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM matrix_raise_revision(ARRAY[NEW.decision_id]);
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM matrix_raise_revision(ARRAY[OLD.decision_id]);
    ELSIF OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY[OLD.decision_id, NEW.decision_id]);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_scenarioweight_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT decision_id FROM matrix_scenario WHERE id IN (OLD.scenario_id, NEW.scenario_id)));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_citation_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT decision_id FROM matrix_score WHERE id IN (OLD.score_id, NEW.score_id)));
    END IF;
    RETURN NULL;
END $$;

-- What decisions borrow: names, scales, units, value functions, figures and sources.
CREATE FUNCTION matrix_framework_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT decision_id FROM matrix_alternative WHERE framework_id = NEW.id));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_criterion_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT decision_id FROM matrix_weight WHERE criterion_id = NEW.id));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_scale_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT weight.decision_id FROM matrix_weight weight
              JOIN criteria_criterion criterion ON criterion.id = weight.criterion_id
             WHERE criterion.scale_id = NEW.id));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_valuefunction_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT decision_id FROM matrix_weight WHERE value_function_id = NEW.id));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_metric_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT weight.decision_id FROM matrix_weight weight
              JOIN criteria_criterion criterion ON criterion.id = weight.criterion_id
             WHERE criterion.metric_id = NEW.id
             UNION
            SELECT decision_id FROM matrix_gate WHERE metric_id = NEW.id));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_source_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT score.decision_id FROM matrix_score score
              JOIN matrix_score_claims citation ON citation.score_id = score.id
              JOIN frameworks_claim claim ON claim.id = citation.claim_id
             WHERE claim.source_id = NEW.id
             UNION
            SELECT decision_id FROM matrix_scenario WHERE source_id = NEW.id));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_claim_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'UPDATE' OR OLD IS DISTINCT FROM NEW)
       AND (OLD.status IN ('accepted', 'stale') OR NEW.status IN ('accepted', 'stale')) THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT score.decision_id FROM matrix_score score
              JOIN matrix_score_claims citation ON citation.score_id = score.id
             WHERE citation.claim_id IN (OLD.id, NEW.id)
             UNION
            SELECT gate.decision_id FROM matrix_gate gate
              JOIN matrix_alternative alternative ON alternative.decision_id = gate.decision_id
             WHERE (gate.metric_id, alternative.framework_id)
                IN ((OLD.metric_id, OLD.framework_id), (NEW.metric_id, NEW.framework_id))
             UNION
            SELECT gate.decision_id FROM matrix_gate gate
              JOIN matrix_alternative alternative ON alternative.decision_id = gate.decision_id
             WHERE (gate.feature_id, alternative.framework_id)
                IN ((OLD.criterion_id, OLD.framework_id), (NEW.criterion_id, NEW.framework_id))));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION matrix_scalelevel_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD IS DISTINCT FROM NEW THEN
        PERFORM matrix_raise_revision(ARRAY(
            SELECT gate.decision_id FROM matrix_gate gate
              JOIN criteria_criterion criterion ON criterion.id = gate.feature_id
             WHERE criterion.scale_id IN (OLD.scale_id, NEW.scale_id)));
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER matrix_decision_starts BEFORE INSERT ON matrix_decision
    FOR EACH ROW EXECUTE FUNCTION matrix_decision_starts();
CREATE TRIGGER matrix_decision_changes BEFORE UPDATE ON matrix_decision
    FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION matrix_decision_changes();
CREATE TRIGGER matrix_decision_tells AFTER INSERT OR UPDATE ON matrix_decision
    FOR EACH ROW EXECUTE FUNCTION matrix_decision_tells();
CREATE TRIGGER matrix_scenarioweight_changes AFTER INSERT OR UPDATE OR DELETE ON matrix_scenarioweight
    FOR EACH ROW EXECUTE FUNCTION matrix_scenarioweight_changes();
CREATE TRIGGER matrix_citation_changes AFTER INSERT OR UPDATE OR DELETE ON matrix_score_claims
    FOR EACH ROW EXECUTE FUNCTION matrix_citation_changes();
CREATE TRIGGER matrix_framework_changes AFTER UPDATE ON frameworks_framework
    FOR EACH ROW EXECUTE FUNCTION matrix_framework_changes();
CREATE TRIGGER matrix_criterion_changes AFTER UPDATE ON criteria_criterion
    FOR EACH ROW EXECUTE FUNCTION matrix_criterion_changes();
CREATE TRIGGER matrix_scale_changes AFTER UPDATE ON criteria_scale
    FOR EACH ROW EXECUTE FUNCTION matrix_scale_changes();
CREATE TRIGGER matrix_valuefunction_changes AFTER UPDATE ON criteria_valuefunction
    FOR EACH ROW EXECUTE FUNCTION matrix_valuefunction_changes();
CREATE TRIGGER matrix_metric_changes AFTER UPDATE ON criteria_metric
    FOR EACH ROW EXECUTE FUNCTION matrix_metric_changes();
CREATE TRIGGER matrix_source_changes AFTER UPDATE ON frameworks_source
    FOR EACH ROW EXECUTE FUNCTION matrix_source_changes();
CREATE TRIGGER matrix_claim_changes AFTER INSERT OR UPDATE OR DELETE ON frameworks_claim
    FOR EACH ROW EXECUTE FUNCTION matrix_claim_changes();
CREATE TRIGGER matrix_scalelevel_changes AFTER INSERT OR UPDATE OR DELETE ON criteria_scalelevel
    FOR EACH ROW EXECUTE FUNCTION matrix_scalelevel_changes();
"""

ROW_TABLES = ("alternative", "weight", "score", "gate", "scenario")
ROW_TRIGGERS = "".join(
    f"CREATE TRIGGER matrix_{table}_changes AFTER INSERT OR UPDATE OR DELETE ON matrix_{table} "
    "FOR EACH ROW EXECUTE FUNCTION matrix_row_changes();\n"
    for table in ROW_TABLES
)

# (table, column, table it points to): both ends must be of the same decision.
SAME_DECISION = (
    ("score", "alternative", "alternative"),
    ("score", "weight", "weight"),
    ("gate", "criterion", "weight"),
    ("weight", "parent", "weight"),
)
SAME_DECISION_SQL = "".join(
    f"ALTER TABLE matrix_{table} ADD CONSTRAINT matrix_{table}_{column}_of_decision "
    f"FOREIGN KEY (decision_id, {column}_id) REFERENCES matrix_{target} (decision_id, id) "
    "DEFERRABLE INITIALLY DEFERRED;\n"
    for table, column, target in SAME_DECISION
)

UNDO = "".join(
    f"DROP FUNCTION matrix_{name}() CASCADE;\n"  # and the triggers that call it
    for name in (
        "decision_starts", "decision_changes", "decision_tells", "row_changes",
        "scenarioweight_changes", "citation_changes", "framework_changes", "criterion_changes",
        "scale_changes", "valuefunction_changes", "metric_changes", "source_changes", "claim_changes",
        "scalelevel_changes",
    )  # fmt: skip
)
UNDO += "".join(
    f"ALTER TABLE matrix_{table} DROP CONSTRAINT matrix_{table}_{column}_of_decision;\n"
    for table, column, _ in SAME_DECISION
)
UNDO += "DROP FUNCTION matrix_raise_revision(bigint[]);\nDROP FUNCTION matrix_this_transaction();\n"

REVISION = [migrations.RunSQL(FUNCTIONS + ROW_TRIGGERS + SAME_DECISION_SQL, UNDO)]
