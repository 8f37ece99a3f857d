"""The database tells the serving processes who came and went, and whose right to read may have ended."""

from django.db import migrations

UNLOGGED = """
ALTER TABLE live_presence SET UNLOGGED;
ALTER TABLE live_process SET UNLOGGED;
"""
LOGGED = """
ALTER TABLE live_process SET LOGGED;
ALTER TABLE live_presence SET LOGGED;
"""

PRESENCE = """
CREATE FUNCTION live_presence_tells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('steelyard_presence', coalesce(NEW.decision_id, OLD.decision_id)::text);
    RETURN NULL;
END $$;

CREATE TRIGGER live_presence_tells AFTER INSERT OR UPDATE OR DELETE ON live_presence
    FOR EACH ROW EXECUTE FUNCTION live_presence_tells();
"""

# What is announced is a decision's id, or "user:3", "token:7", "session:<md5 of its key>": streams that it concerns
# end, and their clients' right to read is asked for anew.
ACCESS = """
CREATE FUNCTION live_decision_tells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('steelyard_access', OLD.id::text);
    RETURN NULL;
END $$;

CREATE FUNCTION live_membership_tells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('steelyard_access', 'user:' || OLD.user_id);
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.user_id <> OLD.user_id) THEN
        PERFORM pg_notify('steelyard_access', 'user:' || NEW.user_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION live_row_tells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('steelyard_access', TG_ARGV[0] || ':' || OLD.id);
    RETURN NULL;
END $$;

CREATE FUNCTION live_session_tells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('steelyard_access', 'session:' || md5(OLD.session_key));
    RETURN NULL;
END $$;

CREATE TRIGGER live_decision_access_changes AFTER UPDATE OF visibility, team_id ON matrix_decision FOR EACH ROW
    WHEN (OLD.visibility IS DISTINCT FROM NEW.visibility OR OLD.team_id IS DISTINCT FROM NEW.team_id)
    EXECUTE FUNCTION live_decision_tells();
CREATE TRIGGER live_decision_goes AFTER DELETE ON matrix_decision
    FOR EACH ROW EXECUTE FUNCTION live_decision_tells();
CREATE TRIGGER live_membership_changes AFTER INSERT OR UPDATE OR DELETE ON teams_membership
    FOR EACH ROW EXECUTE FUNCTION live_membership_tells();
CREATE TRIGGER live_user_access_changes AFTER UPDATE OF is_active, is_staff, password ON auth_user FOR EACH ROW
    WHEN (OLD.is_active <> NEW.is_active OR OLD.is_staff <> NEW.is_staff OR OLD.password <> NEW.password)
    EXECUTE FUNCTION live_row_tells('user');
CREATE TRIGGER live_user_goes AFTER DELETE ON auth_user
    FOR EACH ROW EXECUTE FUNCTION live_row_tells('user');
CREATE TRIGGER live_token_changes AFTER UPDATE OF revoked_at, expires_at ON teams_apitoken FOR EACH ROW
    WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at OR OLD.expires_at IS DISTINCT FROM NEW.expires_at)
    EXECUTE FUNCTION live_row_tells('token');
CREATE TRIGGER live_token_goes AFTER DELETE ON teams_apitoken
    FOR EACH ROW EXECUTE FUNCTION live_row_tells('token');
-- Sessions long expired are swept by the thousand; nobody reads by those any more.
CREATE TRIGGER live_session_ends AFTER DELETE ON django_session FOR EACH ROW
    WHEN (OLD.expire_date > now())
    EXECUTE FUNCTION live_session_tells();
"""

UNDO = """
DROP TRIGGER live_session_ends ON django_session;
DROP TRIGGER live_token_goes ON teams_apitoken;
DROP TRIGGER live_token_changes ON teams_apitoken;
DROP TRIGGER live_user_goes ON auth_user;
DROP TRIGGER live_user_access_changes ON auth_user;
DROP TRIGGER live_membership_changes ON teams_membership;
DROP TRIGGER live_decision_goes ON matrix_decision;
DROP TRIGGER live_decision_access_changes ON matrix_decision;
DROP FUNCTION live_session_tells();
DROP FUNCTION live_row_tells();
DROP FUNCTION live_membership_tells();
DROP FUNCTION live_decision_tells();
DROP TRIGGER live_presence_tells ON live_presence;
DROP FUNCTION live_presence_tells();
"""

TELLING = [
    migrations.RunSQL(UNLOGGED, LOGGED),
    migrations.RunSQL(PRESENCE + ACCESS, UNDO),
]
