"""The database keeps a row for every revision that it raises; past ones are told by what was recorded of them.

A transaction is known by its number and its time: numbers begin again in a database restored elsewhere.
"""

from django.db import migrations

RAISE = """
CREATE OR REPLACE FUNCTION matrix_raise_revision(changed bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT FROM matrix_decision
     WHERE id = ANY (changed)
       AND (revision_transaction, updated_at) IS DISTINCT FROM (matrix_this_transaction(), now())
     ORDER BY id FOR NO KEY UPDATE;
    UPDATE matrix_decision
       SET revision = revision + 1, revision_transaction = matrix_this_transaction(), updated_at = now()
     WHERE id = ANY (changed)
       AND (revision_transaction, updated_at) IS DISTINCT FROM (matrix_this_transaction(), now())
$$;

CREATE OR REPLACE FUNCTION matrix_decision_starts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision_transaction := matrix_this_transaction();
    NEW.updated_at := now();
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION matrix_decision_changes() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION matrix_decision_tells() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""

BEFORE = """
CREATE OR REPLACE FUNCTION matrix_raise_revision(changed bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT FROM matrix_decision
     WHERE id = ANY (changed) AND revision_transaction IS DISTINCT FROM matrix_this_transaction()
     ORDER BY id FOR NO KEY UPDATE;
    UPDATE matrix_decision
       SET revision = revision + 1, revision_transaction = matrix_this_transaction(), updated_at = now()
     WHERE id = ANY (changed) AND revision_transaction IS DISTINCT FROM matrix_this_transaction()
$$;

CREATE OR REPLACE FUNCTION matrix_decision_starts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision_transaction := matrix_this_transaction();
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION matrix_decision_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    raised boolean := OLD.revision_transaction IS NOT DISTINCT FROM matrix_this_transaction();
BEGIN
    IF NOT raised AND NEW.revision_transaction = matrix_this_transaction() AND NEW.revision = OLD.revision + 1 THEN
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

CREATE OR REPLACE FUNCTION matrix_decision_tells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.revision <> OLD.revision THEN
        PERFORM pg_notify('steelyard_revision', NEW.id || ':' || NEW.revision);
    END IF;
    RETURN NULL;
END $$;
"""

# A decision's own events carry its revision: those of one transaction have its time, and 0 for its number.
PAST = """
INSERT INTO matrix_revision (decision_id, number, transaction, at, context, actor, user_id, door, note)
SELECT DISTINCT ON (event.pgh_obj_id, event.revision)
       event.pgh_obj_id, event.revision, 0, event.pgh_created_at, event.pgh_context_id,
       coalesce(context.metadata ->> 'actor', ''), (context.metadata ->> 'user')::bigint,
       coalesce(context.metadata ->> 'door', 'sql'), ''
  FROM matrix_decisionevent event LEFT JOIN pghistory_context context ON context.id = event.pgh_context_id
 WHERE event.pgh_label <> 'delete'
 ORDER BY event.pgh_obj_id, event.revision, event.pgh_id;

INSERT INTO matrix_revision (decision_id, number, transaction, at, actor, door, note)
SELECT id, revision, 0, updated_at, '', 'sql', '' FROM matrix_decision
    ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matrix", "0004_revisions"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("frameworks", "0002_transactions"),
        ("criteria", "0002_transactions"),
        ("teams", "0002_transactions"),
    ]

    operations = [migrations.RunSQL(RAISE, BEFORE), migrations.RunSQL(PAST, migrations.RunSQL.noop)]
