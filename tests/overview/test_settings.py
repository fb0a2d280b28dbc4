from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from builders import NOW, Worker
from builders.catalogue import a_price
from builders.lab import an_audience
from builders.memberships import a_plan
from builders.people import a_person
from builders.setup import without_lab
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind, VatRegime
from fablab_desk.lab.queries import load_carrier
from fablab_desk.lab.service_dated import set_text, set_vat_regime
from fablab_desk.lab.service_locks import lock_period, unlock_period
from fablab_desk.overview import settings
from fablab_desk.overview.changes import list_changes
from fablab_desk.overview.plans import load_plans
from fablab_desk.staff.models import AuditDetail
from fablab_desk.staff.queries import open_journal
from fablab_desk.staff.rights import RightError, Role

TODAY = NOW.date()
TEXT = "receipt_note"


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def read(worker: Worker, query: Any, *given: Any) -> Any:
    with worker.database.reading() as session:
        return query(session, *given)


def test_who_the_lab_is(administrator: Worker) -> None:
    known = read(administrator, settings.load_identity)
    assert (known.settings.name, known.carrier.city) == ("Fablab d’essai", "Saint-Étienne")
    assert known.version == 1
    without_lab(administrator)
    nobody = read(administrator, settings.load_identity)
    assert (nobody.carrier_id, nobody.carrier.name) == (None, "")


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2024, 12, 31), []),
        (date(2025, 1, 1), [VatRegime.NON_PROFIT]),
        (date(2026, 6, 30), [VatRegime.NON_PROFIT]),
        (date(2026, 7, 1), [VatRegime.TAXED]),
    ],
)
def test_one_regime_is_in_force_on_a_day(
    administrator: Worker, day: date, in_force: list[VatRegime]
) -> None:
    carrier = read(administrator, load_carrier).id
    for start, regime in [(2025, VatRegime.NON_PROFIT), (2026, VatRegime.TAXED)]:
        first = date(start, 1 if start == 2025 else 7, 1)
        administrator.does(
            partial(
                set_vat_regime,
                row_id=new_key(),
                carrier_id=carrier,
                valid_from=first,
                regime=regime,
            )
        )
    rows = read(administrator, settings.list_regimes, day)
    assert [row.regime for row in rows if row.in_force] == in_force
    assert [row.valid_from.year for row in rows] == [2026, 2025]


def test_only_the_newest_closing_of_each_kind_counts(administrator: Worker) -> None:
    june, december = date(2025, 6, 30), date(2025, 12, 31)
    for kind, through in [
        (LockKind.CHARGES, june),
        (LockKind.PAYMENTS, june),
        (LockKind.CHARGES, december),
    ]:
        administrator.does(
            partial(lock_period, lock_id=new_key(), kind=kind, through=through, reason="Bilan")
        )
    administrator.does(lambda act: unlock_period(act, new_key(), LockKind.PAYMENTS, "Oubli", None))
    rows = read(administrator, settings.list_closings)
    assert [(row.kind, row.through, row.newest) for row in rows] == [
        (LockKind.PAYMENTS, None, True),
        (LockKind.CHARGES, december, True),
        (LockKind.PAYMENTS, june, False),
        (LockKind.CHARGES, june, False),
    ]
    assert read(administrator, settings.list_closed) == {
        **dict.fromkeys(LockKind),
        LockKind.CHARGES: december,
    }


def test_a_fee_is_that_of_the_plan_s_own_audience_on_the_day(administrator: Worker) -> None:
    student = an_audience(administrator)
    reduced = a_plan(administrator, "Réduit", audience_id=student, fee="20.00")
    a_plan(administrator, "Plein", fee="25.00")
    (line,) = [row for row in read(administrator, load_plans, TODAY).lines if row.id == reduced]
    a_price(administrator, line.article.id, "8.00", date(2026, 3, 3), student)
    today = {row.plan.label: row.fee for row in read(administrator, load_plans, TODAY).lines}
    later = {
        row.plan.label: row.fee for row in read(administrator, load_plans, date(2026, 3, 3)).lines
    }
    long_ago = read(administrator, load_plans, date(2019, 1, 1)).lines
    assert today == {"Réduit": Decimal(20), "Plein": Decimal(25)}
    assert later == {"Réduit": Decimal(8), "Plein": Decimal(25)}
    assert {row.fee for row in long_ago} == {None}


def test_the_journal_shows_before_and_after_until_it_is_erased(administrator: Worker) -> None:
    a_person(administrator, "Ada", email="ada@example.org")
    reader = administrator.seat.account_id
    changes = read(administrator, list_changes, reader, 1)
    assert ("email", None, "ada@example.org") in [
        (one.column, one.before, one.after) for one in changes
    ]
    with administrator.database.writing() as session:
        session.execute(update(AuditDetail).values(erased_at=NOW, changes={}))
    assert read(administrator, list_changes, reader, 1) is None
    assert read(administrator, list_changes, reader, 99) is None


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (Role.ADMINISTRATOR, False),
        (Role.TREASURER, False),
        (Role.RECEPTION, True),
        (Role.ANIMATOR, True),
    ],
)
def test_the_journal_of_acts_is_not_for_everybody(
    administrator: Worker, role: Role, refused: bool
) -> None:
    reader = Worker(administrator.database, (role,)).seat.account_id
    expected = pytest.raises(RightError) if refused else nullcontext()
    for query, given in ((open_journal, ()), (list_changes, (1,))):
        with expected:
            read(administrator, query, reader, *given)
    found = read(administrator, settings.find_journal, reader)
    assert isinstance(found, RightError) is refused


def test_an_account_that_is_no_more_does_not_read_the_journal(administrator: Worker) -> None:
    with pytest.raises(RightError):
        read(administrator, open_journal, new_key())


def test_each_text_shows_its_history_and_what_holds_today(administrator: Worker) -> None:
    for day, text in [(date(2025, 1, 1), "Old"), (date(2026, 3, 2), "New"), (date(2027, 1, 1), "")]:
        administrator.does(
            partial(set_text, text_id=new_key(), key=TEXT, valid_from=day, text=text, source="AG")
        )
    rows = read(administrator, settings.list_texts, TODAY)
    assert [(row.text, row.in_force) for row in rows if row.key == TEXT][:3] == [
        ("", False),
        ("New", True),
        ("Old", False),
    ]
