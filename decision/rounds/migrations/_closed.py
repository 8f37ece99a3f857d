"""The database itself keeps a ballot as it was when its round was revealed or cancelled: no door changes a vote then."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION rounds_ballot_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM changed JOIN rounds_ballot ballot ON ballot.id = changed.ballot_id
                 JOIN rounds_round round ON round.id = ballot.round_id WHERE round.status <> 'open') THEN
        RAISE EXCEPTION 'The round is closed: its ballots stay as they were.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""
TABLES = ("ballotweight", "ballotscore")
TRIGGERS = "".join(
    f"CREATE TRIGGER rounds_{table}_closed_to_{event.lower()} AFTER {event} ON rounds_{table} "
    "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION rounds_ballot_is_closed();\n"
    for table in TABLES
    for event in ("INSERT", "UPDATE")
)
UNDO = (
    "".join(
        f"DROP TRIGGER rounds_{table}_closed_to_{event} ON rounds_{table};\n"
        for table in TABLES
        for event in ("insert", "update")
    )
    + "DROP FUNCTION rounds_ballot_is_closed();\n"
)

CLOSED = [migrations.RunSQL(FUNCTION + TRIGGERS, UNDO)]
