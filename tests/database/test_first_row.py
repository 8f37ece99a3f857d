"""A row asked for directly is the row a cursor gives."""

from __future__ import annotations

import pytest
from django.db import DataError, OperationalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from decision.database.first_row import first_row

STATEMENT = "SELECT 12::bigint, %s::text, %s::integer, NULL::text, 7::smallint"


@pytest.mark.django_db(transaction=True)
class TestFirstRow:
    @pytest.mark.parametrize("text", ["", "plain", "it's “quoted” \\ % $1", "日本語"])
    def test_is_what_a_cursor_gives(self, text: str) -> None:
        direct = first_row(STATEMENT, text, -3)
        with transaction.atomic():
            by_cursor = first_row(STATEMENT, text, -3)
        assert direct == by_cursor == (12, text, -3, None, 7)

    def test_takes_the_first_of_several_rows_and_none_of_none(self) -> None:
        assert first_row("SELECT generate_series(5, 9)") == (5,)
        assert first_row("SELECT 1 WHERE false") is None

    def test_sends_no_value_as_null(self) -> None:
        assert first_row("SELECT %s::text", None) == (None,)

    def test_sees_what_its_own_transaction_has_written(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE written ON COMMIT DROP AS SELECT 'yes' AS answer")
            assert first_row("SELECT answer FROM written") == ("yes",)

    def test_is_counted_like_every_query(self) -> None:
        with CaptureQueriesContext(connection) as queries:
            first_row(STATEMENT, "counted", 1)
        assert len(queries) == 1

    def test_refuses_what_postgresql_cannot_hold(self) -> None:
        with pytest.raises(DataError, match="NUL"):
            first_row(STATEMENT, "a\0b", 1)

    def test_names_a_mistake_in_the_statement(self) -> None:
        with pytest.raises(ProgrammingError, match="nowhere"):
            first_row("SELECT 1 FROM nowhere")

    def test_answers_also_where_the_server_forgot_the_statement(self) -> None:
        assert first_row(STATEMENT, "kept", 1) == (12, "kept", 1, None, 7)
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        assert first_row(STATEMENT, "forgotten", 1) == (12, "forgotten", 1, None, 7)
        assert first_row(STATEMENT, "kept again", 1) == (12, "kept again", 1, None, 7)

    def test_answers_also_where_a_column_has_another_type_since(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE altered AS SELECT 1::integer AS number")
            assert first_row("SELECT number FROM altered") == (1,)
            cursor.execute("ALTER TABLE altered ALTER number TYPE bigint")
        try:
            assert first_row("SELECT number FROM altered") == (1,)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE altered")

    def test_says_when_the_server_has_gone_and_comes_back_with_it(self) -> None:
        first_row("SELECT 1")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (ours,) = cursor.fetchone()
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [ours])
        other.close()
        with pytest.raises(OperationalError):
            first_row("SELECT 1")
        connection.close()
        assert first_row("SELECT 1") == (1,)
