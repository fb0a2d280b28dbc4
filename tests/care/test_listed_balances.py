"""What people owed before the lab came here: read, refused, written once, and taken back."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.money import a_part, a_till
from builders.people import ADULT_BORN, a_person
from builders.sheets import a_sheet
from fablab_desk.care.import_errors import ImportInUseError
from fablab_desk.care.import_trace import list_imports
from fablab_desk.care.import_uses import Use
from fablab_desk.care.import_words import brought_told, withdrawal_told
from fablab_desk.care.listed import Listing, MissingColumnError
from fablab_desk.care.listed_balances import BalanceDraft, read_balances
from fablab_desk.care.near_people import Proposed
from fablab_desk.care.service_balances import take_balances_over
from fablab_desk.care.service_withdraw import withdraw_import
from fablab_desk.care.withdrawal import preview_withdrawal
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.models import Charge
from fablab_desk.charges.service import waive_charge, withdraw_charge
from fablab_desk.db.database import Database
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError
from fablab_desk.lab.models import PeriodLock
from fablab_desk.payments.drafts import CashingDraft, Tick
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.service import cash
from fablab_desk.people.exchange.preview import Source
from fablab_desk.people.service import archive_party

HEADER = "Numéro;Nom;Prénom;E-mail;Date de naissance;Date;Libellé;Montant dû;En avance"
SOURCE = Source("soldes.csv", "0" * 64)
ADA = "M-00001;;;;;01/01/2026;Découpe de juin;12,50;"
TODAY = NOW.date()


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def ada(administrator: Worker) -> UUID:
    """Ada Exemple, M-00001, born on 3 February 1985."""
    return a_person(administrator, birth_date=ADULT_BORN, email="ada@exemple.fr")


def read(worker: Worker, *lines: str, day: date | None = None) -> Listing[BalanceDraft]:
    with worker.database.reading() as session:
        return read_balances(session, a_sheet(HEADER, *lines), (TODAY, day))


def reasons(worker: Worker, *lines: str) -> list[str]:
    return [" ".join(say(reason) for reason in one.reasons) for one in read(worker, *lines).refused]


def taken(worker: Worker, *lines: str) -> UUID:
    key, listing = new_key(), read(worker, *lines)
    worker.does(lambda act: take_balances_over(act, key, SOURCE, listing))
    return key


def pay(worker: Worker, payer_id: UUID, charge_id: UUID) -> None:
    a_till(worker)
    tick = Tick(charge_id=charge_id, amount=Decimal("5.00"))
    parts = (a_part(worker, "5.00", MethodKind.CARD),)
    draft = CashingDraft(payer_id=payer_id, ticks=(tick,), parts=parts)
    worker.does(lambda act: cash(act, new_key(), draft))


def charges(worker: Worker) -> list[Charge]:
    with worker.database.reading() as session:
        found = list(session.scalars(select(Charge).order_by(Charge.label)))
        session.expunge_all()
        return found


def test_a_balance_is_a_debt_on_the_slate_apart_from_what_is_charged_here(
    administrator: Worker, ada: UUID
) -> None:
    key = taken(administrator, ADA)
    (one,) = charges(administrator)
    assert (one.payer_id, one.owed_on, one.label) == (ada, date(2026, 1, 1), "Découpe de juin")
    assert (one.amount, one.state, one.on_slate) == (Decimal("12.50"), ChargeState.OPEN, True)
    assert (one.fact_kind, one.import_id) == (FactKind.TAKEN_OVER, key)
    assert one.explanation == ["Repris avec le fichier soldes.csv"]


def test_a_balance_without_a_label_is_called_a_balance_taken_over(
    administrator: Worker, ada: UUID
) -> None:
    taken(administrator, "M-00001;;;;;01/01/2026;;12,50;")
    assert [one.label for one in charges(administrator)] == ["Reprise de solde"]


@pytest.mark.parametrize(
    "who",
    [
        "1;;;;",
        ";Exemple;Ada;ADA@exemple.fr;",
        ";exemple;ada;;03/02/1985",
    ],
)
def test_somebody_is_known_by_number_by_e_mail_with_the_name_or_by_birth_date(
    administrator: Worker, ada: UUID, who: str
) -> None:
    (one,) = read(administrator, f"{who};01/01/2026;;5;").taken
    assert one.draft.party_id == ada
    assert one.said == "Ada Exemple · €5.00 · Reprise de solde · 01/01/2026"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("M-00001;;;;;01/01/2026;;0;", "Nothing is owed here"),
        ("M-00001;;;;;01/01/2026;;-3;", "is below zero"),
        ("M-00001;;;;;01/01/2026;;douze;", "“douze” is not an amount"),
        ("M-00001;;;;;01/01/2026;;1,234;", "“1,234” is not an amount"),
        ("M-00001;;;;;01/01/2026;;100001;", "cannot be charged"),
        ("M-00001;;;;;01/01/2026;;;", "This line says no amount."),
        ("M-00001;;;;;01/01/2026;;;8", "€8.00 is in credit: credits are not kept here."),
        ("M-00001;;;;;01/01/2026;;5;8", "owed and in credit at once"),
        ("M-00001;;;;;01/09/2099;;5;", "is still to come"),
        ("M-00001;;;;;01/09/1802;;5;", "too long ago"),
        ("M-00001;;;;;;;5;", "“” is not a date"),
        ("M-00099;;;;;01/01/2026;;5;", "Nobody here is “M-00099”."),
        (";Exemple;Ada;;;01/01/2026;;5;", "alone does not tell who owes money"),
        (";Exemple;Ada;zoe@exemple.fr;;01/01/2026;;5;", "Nobody here is “Ada Exemple”."),
        (";Exemple;Ada;;04/02/1985;01/01/2026;;5;", "Nobody here is “Ada Exemple”."),
        (";;;;;01/01/2026;;5;", "names nobody"),
        (f"M-00001;;;;;01/01/2026;{'x' * 301};5;", "301 characters"),
    ],
)
def test_what_cannot_be_owed_is_refused_with_its_reason(
    administrator: Worker, ada: UUID, line: str, told: str
) -> None:
    (said,) = reasons(administrator, line)
    assert told in said
    assert not read(administrator, line).taken


def test_all_reasons_of_a_line_are_told_at_once(administrator: Worker, ada: UUID) -> None:
    (said,) = reasons(administrator, "M-00099;;;;;32/01/2026;;rien;")
    assert all(part in said for part in ("Nobody here", "no day", "is not an amount"))


def test_a_day_in_a_closed_period_is_refused_line_by_line(administrator: Worker, ada: UUID) -> None:
    with administrator.database.writing() as session:
        lock = PeriodLock(kind=LockKind.CHARGES, through=date(2025, 12, 31), at=administrator.now)
        session.add(lock)
    listing = read(administrator, "1;;;;;31/12/2025;;5;", "1;;;;;01/01/2026;;5;")
    assert [one.line for one in listing.refused] == [2]
    assert [one.line for one in listing.taken] == [3]


def test_somebody_archived_owes_nothing_more(administrator: Worker, ada: UUID) -> None:
    administrator.does(lambda act: archive_party(act, ada))
    (said,) = reasons(administrator, ADA)
    assert "archived" in said


def test_the_same_debt_twice_is_refused_and_two_debts_of_one_person_are_taken(
    administrator: Worker, ada: UUID
) -> None:
    listing = read(administrator, ADA, ADA, ADA.replace("juin", "mai"))
    assert [one.line for one in listing.taken] == [2, 4]
    assert [say(reason) for one in listing.refused for reason in one.reasons] == [
        "Line 2 says the same person, day and label already."
    ]


def test_a_file_taken_in_again_says_nothing_new_and_another_amount_is_refused(
    administrator: Worker, ada: UUID
) -> None:
    taken(administrator, ADA)
    assert [one.line for one in read(administrator, ADA).known] == [2]
    (said,) = reasons(administrator, ADA.replace("12,50", "13"))
    assert "was taken over already, with €12.50" in said


def test_a_repeat_of_the_act_writes_one_debt(administrator: Worker, ada: UUID) -> None:
    key, listing = new_key(), read(administrator, ADA)
    for _ in range(2):
        administrator.does(lambda act: take_balances_over(act, key, SOURCE, listing))
    assert len(charges(administrator)) == 1


def test_the_day_of_the_whole_list_stands_in_for_a_column(administrator: Worker, ada: UUID) -> None:
    sheet = a_sheet("Numéro;Dû", "1;5")
    with administrator.database.reading() as session:
        with pytest.raises(MissingColumnError):
            read_balances(session, sheet, (TODAY, None))
        (one,) = read_balances(session, sheet, (TODAY, date(2025, 12, 31))).taken
    assert one.draft.owed_on == date(2025, 12, 31)


def test_somebody_chosen_by_hand_is_meant_whatever_the_line_says(
    administrator: Worker, ada: UUID
) -> None:
    sheet = a_sheet(HEADER, ";Exempl;A.;;;01/01/2026;;5;")
    with administrator.database.reading() as session:
        chosen = {2: Proposed(ada, 1, "Ada Exemple")}
        (one,) = read_balances(session, sheet, (TODAY, None), chosen=chosen).taken
    assert one.draft.party_id == ada


def test_a_past_import_tells_its_balances_and_undone_nobody_owes_them(
    administrator: Worker, ada: UUID
) -> None:
    key = taken(administrator, ADA, ADA.replace("juin", "mai"))
    with administrator.database.reading() as session:
        (past,) = list_imports(session)
        found = preview_withdrawal(session, key)
    assert brought_told(past) == "2 balances taken over"
    assert withdrawal_told(found) == "2 debts are no longer owed"
    administrator.does(lambda act: withdraw_import(act, key))
    assert {one.state for one in charges(administrator)} == {ChargeState.CANCELLED}
    assert len(read(administrator, ADA).taken) == 1


@pytest.mark.parametrize("use", [Use.PAYMENT, Use.CORRECTION])
def test_an_import_whose_balance_was_paid_or_waived_is_undone_no_more(
    administrator: Worker, ada: UUID, use: Use
) -> None:
    key = taken(administrator, ADA)
    (one,) = charges(administrator)
    if use is Use.PAYMENT:
        pay(administrator, ada, one.id)
    else:
        administrator.does(lambda act: waive_charge(act, one.id, "forgotten"))
    with administrator.database.reading() as session:
        (used,) = preview_withdrawal(session, key).used
    assert (used.id, used.uses) == (ada, (use,))
    with pytest.raises(ImportInUseError):
        administrator.does(lambda act: withdraw_import(act, key))
    assert [one.state for one in charges(administrator)] != [ChargeState.CANCELLED]


def test_one_balance_is_withdrawn_by_hand_and_the_import_of_the_others_undone(
    administrator: Worker, ada: UUID
) -> None:
    key = taken(administrator, ADA, ADA.replace("juin", "mai"))
    first = charges(administrator)[0]
    administrator.does(lambda act: withdraw_charge(act, first.id, "twice"))
    with administrator.database.reading() as session:
        assert preview_withdrawal(session, key).balances == 1
    administrator.does(lambda act: withdraw_import(act, key))
    assert {one.state for one in charges(administrator)} == {ChargeState.CANCELLED}


def test_a_closed_period_keeps_the_balances_of_an_import(administrator: Worker, ada: UUID) -> None:
    key = taken(administrator, ADA)
    with administrator.database.writing() as session:
        through = date(2026, 1, 31)
        session.add(PeriodLock(kind=LockKind.CHARGES, through=through, at=administrator.now))
    with pytest.raises(LockedPeriodError):
        administrator.does(lambda act: withdraw_import(act, key))
    assert [one.state for one in charges(administrator)] == [ChargeState.OPEN]
