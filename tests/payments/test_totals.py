from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text

from builders import Worker
from builders.money import a_cashing, an_open_till
from builders.people import a_person
from fablab_desk.keys import new_key
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import (
    CASHINGS,
    HistoryKind,
    cashings_of,
    cashings_since,
    history,
)
from fablab_desk.payments.service import correct_cashing
from fablab_desk.payments.totals import Span, list_period_totals, span_of, totals_of_days

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)


def on(worker: Worker, year: int, month: int, day: int, hour: int = 10) -> Worker:
    moved = replace(worker, now=datetime(year, month, day, hour, tzinfo=UTC))
    moved.seat = worker.seat
    return moved


@pytest.fixture
def year(treasurer: Worker) -> Worker:
    """Worked by hand: 2025 takes 20; January 10 + 5, March 12 - 12 + 7 (and 3 offered)."""
    person = a_person(treasurer)
    a_cashing(on(treasurer, 2025, 12, 31), person, "20.00", MethodKind.CARD)
    an_open_till(on(treasurer, 2026, 1, 2))
    a_cashing(on(treasurer, 2026, 1, 2), person, "10.00", MethodKind.CASH)
    a_cashing(on(treasurer, 2026, 1, 2, 11), person, "5.00", MethodKind.CARD)
    wrong = a_cashing(on(treasurer, 2026, 3, 1), person, "12.00", MethodKind.CASH)
    on(treasurer, 2026, 3, 2).does(lambda act: correct_cashing(act, new_key(), wrong, "wrong"))
    a_cashing(on(treasurer, 2026, 3, 2), person, "7.00", MethodKind.CHEQUE)
    a_cashing(on(treasurer, 2026, 3, 2), person, "3.00", MethodKind.OFFERED)
    return treasurer


@pytest.mark.parametrize(
    ("span", "totals"),
    [
        (
            Span.DAY,
            [
                ("2025-12-31", "20.00", "20.00"),
                ("2026-01-02", "15.00", "35.00"),
                ("2026-03-01", "12.00", "47.00"),
                ("2026-03-02", "-5.00", "42.00"),
            ],
        ),
        (
            Span.MONTH,
            [
                ("2025-12-01", "20.00", "20.00"),
                ("2026-01-01", "15.00", "35.00"),
                ("2026-03-01", "7.00", "42.00"),
            ],
        ),
        (Span.YEAR, [("2025-01-01", "20.00", "20.00"), ("2026-01-01", "22.00", "42.00")]),
    ],
)
def test_days_make_months_and_months_make_years(
    year: Worker, span: Span, totals: list[tuple[str, str, str]]
) -> None:
    with year.database.reading() as session:
        rows = list_period_totals(session, span, FIRST, LAST)
    found = [(str(r.first), str(r.totals.taken), str(r.perpetual_total)) for r in rows]
    assert found == totals


def test_a_fiscal_year_begins_in_its_month(year: Worker) -> None:
    with year.database.reading() as session:
        (row,) = list_period_totals(session, Span.YEAR, FIRST, LAST, fiscal_month=9)
    assert (row.first, row.last) == (date(2025, 9, 1), date(2026, 8, 31))
    assert row.totals.taken == Decimal(42)


def test_totals_go_on_from_what_was_taken_before(year: Worker) -> None:
    with year.database.reading() as session:
        (row,) = list_period_totals(session, Span.MONTH, date(2026, 3, 1), LAST)
    assert (row.totals.taken, row.perpetual_total) == (Decimal(7), Decimal(42))


def test_the_methods_of_a_day_say_what_plain_sql_says(year: Worker) -> None:
    with year.database.reading() as session:
        totals = totals_of_days(session, date(2026, 3, 2), date(2026, 3, 2))
        plain = session.execute(
            text(
                "SELECT m.label, count(*), sum(p.amount) FROM payments p "
                "JOIN cashings c ON c.id = p.cashing_id "
                "JOIN payment_methods m ON m.id = p.method_id "
                "WHERE c.day = '2026-03-02' GROUP BY m.label ORDER BY m.label"
            )
        ).all()
    by_label = sorted((m.label, m.payments, m.amount * 100) for m in totals.methods)
    assert by_label == [tuple(row) for row in plain]
    assert [str(amount) for _, _, amount in by_label] == ["-1200.00", "700.00", "300.00"]
    assert (totals.cashings, totals.corrections) == (2, 1)
    assert (totals.taken, totals.offered) == (Decimal(-5), Decimal(3))


@pytest.mark.parametrize(
    ("day", "month", "first", "last"),
    [
        (date(2026, 2, 3), 1, date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 2, 3), 9, date(2025, 9, 1), date(2026, 8, 31)),
        (date(2026, 9, 1), 9, date(2026, 9, 1), date(2027, 8, 31)),
        (date(2024, 2, 29), 3, date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_a_day_belongs_to_its_fiscal_year(day: date, month: int, first: date, last: date) -> None:
    assert span_of(day, Span.YEAR, month) == (first, last)


def test_the_list_of_money_taken_begins_with_the_last_and_marks_what_was_corrected(
    year: Worker,
) -> None:
    with year.database.reading() as session:
        rows = CASHINGS.page(session, 0, 10)
    assert [(row.day.isoformat(), row.total, row.methods) for row in rows[:4]] == [
        ("2026-03-02", Decimal(3), "Offered"),
        ("2026-03-02", Decimal(7), "Cheque"),
        ("2026-03-02", Decimal(-12), "Cash"),
        ("2026-03-01", Decimal(12), "Cash"),
    ]
    assert (rows[2].corrects_id, rows[3].corrected_on) == (rows[3].id, date(2026, 3, 2))


def test_money_is_found_by_its_days_and_by_who_brought_it(year: Worker) -> None:
    other = a_person(year, "Zoé", "Ünal")
    a_cashing(on(year, 2026, 3, 1), other, "9.00", MethodKind.CARD)
    a_cashing(on(year, 2026, 1, 5), other, "8.00", MethodKind.CARD)
    march = cashings_since(date(2026, 3, 1))
    with year.database.reading() as session:
        assert march.count(session) == 5
        found = march.searching("una zo").every(session)
        assert [(row.payer_name, row.total) for row in found] == [("Zoé Ünal", Decimal(9))]
        assert CASHINGS.searching("unal").count(session) == 2


def test_a_history_tells_what_was_charged_and_paid_newest_first(treasurer: Worker) -> None:
    person = a_person(treasurer)
    a_cashing(on(treasurer, 2026, 2, 1), person, "20.00", label="Adhésion")
    wrong = a_cashing(on(treasurer, 2026, 2, 2), person, "12.00")
    on(treasurer, 2026, 2, 3).does(lambda act: correct_cashing(act, new_key(), wrong, "wrong"))
    with treasurer.database.reading() as session:
        rows = history(session, person)
        assert cashings_of(person).count(session) == 3
    assert [(row.on.day, row.kind, row.text, row.amount) for row in rows] == [
        (3, HistoryKind.CORRECTION, "Bank card", Decimal(-12)),
        (2, HistoryKind.CASHING, "Bank card", Decimal(12)),
        (2, HistoryKind.CHARGE, "Découpe laser", Decimal(12)),
        (1, HistoryKind.CASHING, "Bank card", Decimal(20)),
        (1, HistoryKind.CHARGE, "Adhésion", Decimal(20)),
    ]
