"""Starting, stopping and typing uses: what they take, count and cost."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from builders import NOW, Worker
from builders.catalogue import an_article
from builders.machines import a_machine, machine_time
from builders.people import a_person
from builders.refused import refused
from builders.uses import HOUR, charges, recorded, started, the_use
from fablab_desk.agenda.models import Arrival
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import LockedPeriodError
from fablab_desk.lab.models import Lab
from fablab_desk.lab.service_locks import lock_period
from fablab_desk.logbook.drafts import MaterialDraft, StopDraft, UseDraft
from fablab_desk.logbook.errors import (
    AttendedError,
    BackwardsUseError,
    ComingUseError,
    GiftCapError,
    GiftReasonError,
    HeadsError,
    LongUseError,
    NobodyUsesError,
    NoEndError,
    NoGiftError,
    NoQuantityError,
    NoStartError,
    NotRunningError,
    OverlapError,
    StartRefusedError,
    UnknownMachineError,
    UnknownUserError,
)
from fablab_desk.logbook.kinds import Outcome, UseState
from fablab_desk.logbook.models import Use
from fablab_desk.logbook.service import (
    Recorded,
    go_on_with_use,
    record_sheet,
    record_use,
    settle_uses,
    start_use,
    stop_use,
)
from fablab_desk.logbook.service_corrections import (
    correct_use,
    restore_uses,
    take_correction_back,
    withdraw_uses,
)
from fablab_desk.machines.models import LogEntry, UseDay
from fablab_desk.machines.service import retire_machine
from fablab_desk.machines.service_loans import lend
from fablab_desk.machines.upkeep_drafts import LoanDraft
from fablab_desk.occupancy.models import Occupancy
from fablab_desk.staff.act import Act
from fablab_desk.stock.errors import ShortStockError
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.models import StockLevel
from fablab_desk.stock.movements import move

MORNING = NOW - 3 * HOUR  # 07:30 at the lab


def hours(worker: Worker, machine_id: UUID) -> dict[date, float]:
    with worker.database.reading() as session:
        wanted = select(UseDay.day, func.sum(UseDay.seconds)).where(UseDay.machine_id == machine_id)
        return {day: int(n) / 3600 for day, n in session.execute(wanted.group_by(UseDay.day))}


def count(worker: Worker, model: type) -> int:
    with worker.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def kept(worker: Worker, article_id: UUID, quantity: str) -> UUID:
    """So much in the lab's stock, at 2 € each."""
    key: UUID = new_key()

    def put(act):  # type: ignore[no-untyped-def]
        level = StockLevel(id=key, article_id=article_id, store=Store.LAB)
        act.session.add(level)
        act.session.flush()
        move(act, level, Decimal(quantity), MovementReason.ENTRY, unit_cost=Decimal(2))

    worker.does(put)
    return key


def left(worker: Worker, level_id: UUID) -> Decimal:
    with worker.database.reading() as session:
        return session.get_one(StockLevel, level_id).quantity


def test_a_use_begins_and_its_machine_is_taken(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    use = the_use(administrator, started(administrator, laser, ada))
    assert (use.state, use.starts_at, use.ends_at) == (UseState.RUNNING, NOW, None)
    assert (use.operator_id, use.running_machine_id) == (ada, laser)
    assert hours(administrator, laser) == {}
    with administrator.database.reading() as session:
        (taken,) = session.scalars(select(Occupancy))
        assert (taken.resource_id, taken.fact_id, taken.ends_at) == (laser, use.id, None)


def test_saving_the_form_twice_starts_one_use(administrator: Worker) -> None:
    draft = UseDraft(machine_id=a_machine(administrator), user_id=a_person(administrator))
    key = new_key()
    for _ in range(2):
        administrator.does(lambda act: start_use(act, key, draft))
    assert count(administrator, LogEntry) == 1


def test_a_machine_in_use_is_nobody_elses_and_who_has_it_is_named(administrator: Worker) -> None:
    laser = a_machine(administrator)
    started(administrator, laser, a_person(administrator, "Éloïse", "Dupré"))
    grace = a_person(administrator, "Grace", "Exemple")
    with pytest.raises(Problems) as refusal:
        started(administrator, laser, grace)
    ((field, problem),) = refusal.value.found
    assert field == "starts_at"
    assert isinstance(problem, StartRefusedError)
    assert isinstance(problem.sentence, OverlapError)
    assert problem.sentence.params["who"] == "Éloïse Dupré"
    assert problem.final


def test_one_person_runs_three_printers(administrator: Worker) -> None:
    ada = a_person(administrator)
    for code in ("P1", "P2", "P3"):
        started(administrator, a_machine(administrator, code), ada)
    assert count(administrator, Occupancy) == 3


def test_stopping_counts_the_hours_and_frees_the_machine(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    key = started(administrator, laser, ada)
    administrator.now = NOW + timedelta(minutes=90)
    told = administrator.does(
        lambda act: stop_use(act, key, StopDraft(outcome=Outcome.FAILED, note="Fil cassé"))
    ).result
    assert told == Recorded(key, 90)
    use = the_use(administrator, key)
    assert (use.state, use.outcome, use.note) == (UseState.OVER, Outcome.FAILED, "Fil cassé")
    assert hours(administrator, laser) == {NOW.date(): 1.5}
    started(administrator, laser, ada)


def test_what_was_stopped_by_mistake_goes_on_and_is_charged_once(administrator: Worker) -> None:
    laser = a_machine(administrator, article_id=machine_time(administrator))
    key = started(administrator, laser, a_person(administrator))
    administrator.now = NOW + HOUR
    administrator.does(lambda act: stop_use(act, key))
    administrator.does(lambda act: go_on_with_use(act, key))
    assert the_use(administrator, key).state is UseState.RUNNING
    assert hours(administrator, laser) == {}
    administrator.now = NOW + 2 * HOUR
    told = administrator.does(lambda act: stop_use(act, key)).result
    assert told.amount == Decimal("24.00")
    owed = [one for one in charges(administrator) if one.state is ChargeState.OPEN]
    assert [one.amount for one in owed] == [Decimal("24.00")]


def test_8_the_price_is_that_of_the_start_and_the_charge_is_dated_at_the_end(
    administrator: Worker,
) -> None:
    late = datetime(2026, 2, 28, 22, 0, tzinfo=UTC)  # 23:00 on 28 February at the lab
    article = machine_time(administrator, "12")
    with administrator.database.writing() as session:
        from fablab_desk.catalogue.models import Price

        dearer = Price(
            article_id=article, valid_from=date(2026, 3, 1), amount=Decimal(60), block_minutes=15
        )
        session.add(dearer)
    printer = a_machine(administrator, "P1", article_id=article, may_run_alone=True)
    ada = a_person(administrator)
    recorded(administrator, printer, ada, late, timedelta(hours=10), unattended=True)
    (charge,) = charges(administrator)
    assert (charge.amount, charge.owed_on) == (Decimal("120.00"), date(2026, 3, 1))
    assert charge.fact_kind is FactKind.USE


def test_7_hours_are_clipped_to_the_days_of_the_lab(administrator: Worker) -> None:
    """From 23:00 to 09:00: the night belongs to the day before until four o'clock."""
    printer = a_machine(administrator, "P1", may_run_alone=True)
    late = datetime(2026, 2, 28, 22, 0, tzinfo=UTC)
    ada = a_person(administrator)
    recorded(administrator, printer, ada, late, timedelta(hours=10), unattended=True)
    assert hours(administrator, printer) == {date(2026, 2, 28): 5.0, date(2026, 3, 1): 5.0}


@pytest.mark.parametrize(
    ("begins", "elapsed"),
    [
        (datetime(2025, 10, 25, 20, tzinfo=UTC), 13),  # 22:00 to 10:00, an hour is there twice
        (datetime(2025, 3, 29, 21, tzinfo=UTC), 11),  # 22:00 to 10:00, an hour is left out
    ],
)
def test_a_night_of_the_change_of_hour_has_its_elapsed_hours(
    administrator: Worker, begins: datetime, elapsed: int
) -> None:
    printer = a_machine(administrator, "P1", may_run_alone=True)
    until = begins + timedelta(hours=elapsed)
    ada = a_person(administrator)
    recorded(administrator, printer, ada, begins, until - begins, unattended=True)
    assert sum(hours(administrator, printer).values()) == elapsed


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"user_id": None}, ("user_id", NobodyUsesError)),
        ({"user_id": UUID(int=7)}, ("user_id", UnknownUserError)),
        ({"machine_id": UUID(int=7)}, ("machine_id", UnknownMachineError)),
        ({"starts_at": None}, ("starts_at", NoStartError)),
        ({"ends_at": None}, ("ends_at", NoEndError)),
        ({"ends_at": MORNING - HOUR}, ("ends_at", BackwardsUseError)),
        ({"ends_at": MORNING}, ("ends_at", BackwardsUseError)),
        ({"ends_at": NOW + HOUR}, ("ends_at", ComingUseError)),
        ({"starts_at": MORNING - 30 * HOUR}, ("ends_at", LongUseError)),
        ({"heads": 0}, ("heads", HeadsError)),
        ({"unattended": True}, ("unattended", AttendedError)),
    ],
)
def test_bad_input_is_told_beside_its_field(
    administrator: Worker, said: dict[str, object], wanted: tuple[str, type]
) -> None:
    whole: dict[str, object] = {
        "machine_id": a_machine(administrator),
        "user_id": a_person(administrator),
        "starts_at": MORNING,
        "ends_at": MORNING + HOUR,
    }
    draft = UseDraft(**{**whole, **said})  # type: ignore[arg-type]
    with refused(wanted):
        administrator.does(lambda act: record_use(act, new_key(), draft))
    assert count(administrator, LogEntry) == 0


def test_a_use_of_thirty_hours_is_one_that_ran_unattended(administrator: Worker) -> None:
    printer = a_machine(administrator, "P1", may_run_alone=True)
    begins = NOW - 31 * HOUR
    ada = a_person(administrator)
    recorded(administrator, printer, ada, begins, 30 * HOUR, unattended=True)
    assert sum(hours(administrator, printer).values()) == 30


def test_all_problems_of_a_use_are_told_at_once(administrator: Worker) -> None:
    draft = UseDraft(
        machine_id=a_machine(administrator), starts_at=MORNING, ends_at=MORNING - HOUR, heads=0
    )
    with refused(
        ("user_id", NobodyUsesError), ("heads", HeadsError), ("ends_at", BackwardsUseError)
    ):
        administrator.does(lambda act: record_use(act, new_key(), draft))


def test_uses_of_one_machine_touch_but_never_overlap(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    recorded(administrator, laser, ada, MORNING)
    recorded(administrator, laser, ada, MORNING + HOUR)
    with refused(("starts_at", StartRefusedError)):
        recorded(administrator, laser, ada, MORNING + HOUR / 2)


def test_a_sheet_is_one_act_and_names_the_line_of_each_problem(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)

    def line(start: datetime, end: datetime) -> tuple[UUID, UseDraft]:
        draft = UseDraft(machine_id=laser, user_id=ada, starts_at=start, ends_at=end)
        return new_key(), draft

    day = MORNING - 24 * HOUR
    wrong = [
        line(day, day + HOUR),
        line(day + HOUR / 2, day + 2 * HOUR),
        line(day + 3 * HOUR, day + 2 * HOUR),
    ]
    with refused(("1.starts_at", StartRefusedError), ("2.ends_at", BackwardsUseError)):
        administrator.does(lambda act: record_sheet(act, wrong))
    assert count(administrator, LogEntry) == 0
    right = [line(day + n * HOUR, day + (n + 1) * HOUR) for n in range(3)]
    told = administrator.does(lambda act: record_sheet(act, right)).result
    assert [one.minutes for one in told] == [60, 60, 60]
    again = administrator.does(lambda act: record_sheet(act, right)).result
    assert again == told
    assert count(administrator, LogEntry) == 3


def test_27_who_uses_a_machine_has_come_that_day_and_once(administrator: Worker) -> None:
    ada = a_person(administrator)
    for code in ("P1", "P2"):
        recorded(administrator, a_machine(administrator, code), ada, MORNING)
    with administrator.database.reading() as session:
        arrivals = list(session.scalars(select(Arrival)))
    assert [(one.person_id, one.day) for one in arrivals] == [(ada, MORNING.date())]


def counted(worker: Worker) -> list[UUID | None]:
    with worker.database.reading() as session:
        return list(
            session.scalars(select(Arrival.person_id).where(Arrival.counted_on.is_not(None)))
        )


def test_a_visit_goes_and_comes_back_with_the_use_that_told_of_it(administrator: Worker) -> None:
    ada, bob = a_person(administrator), a_person(administrator, first_name="Bob")
    laser, printer = a_machine(administrator), a_machine(administrator, "P1")
    wrong = started(administrator, laser, ada)
    administrator.does(lambda act: withdraw_uses(act, [wrong], "la mauvaise fiche"))
    assert counted(administrator) == []
    administrator.does(lambda act: restore_uses(act, [wrong]))
    assert counted(administrator) == [ada]
    other = started(administrator, printer, ada)
    administrator.does(lambda act: withdraw_uses(act, [wrong], "la mauvaise machine"))
    assert counted(administrator) == [ada]  # she came all the same
    administrator.does(lambda act: withdraw_uses(act, [other], "encore"))
    assert counted(administrator) == []
    key, new = recorded(administrator, laser, ada, MORNING - 24 * HOUR), new_key()
    draft = UseDraft(
        machine_id=laser,
        user_id=bob,
        starts_at=MORNING - 24 * HOUR,
        ends_at=MORNING - 24 * HOUR + HOUR,
    )
    version = the_use(administrator, key).version
    administrator.does(lambda act: correct_use(act, key, new, draft, "c’était Bob", version))
    assert counted(administrator) == [bob]


def test_what_was_over_on_the_day_a_machine_left_is_still_noted(administrator: Worker) -> None:
    ada = a_person(administrator)
    lent, retired = a_machine(administrator), a_machine(administrator, "P1")
    draft = LoanDraft(machine_id=lent, borrower_id=ada)
    administrator.does(lambda act: lend(act, new_key(), draft))
    administrator.does(lambda act: retire_machine(act, retired, act.day))
    for machine in (lent, retired):
        assert recorded(administrator, machine, ada, NOW - 2 * HOUR)
        with refused(("machine_id", StartRefusedError)):
            started(administrator, machine, ada)


def test_34_a_class_counts_machine_hours_once_and_names_nobody(administrator: Worker) -> None:
    laser = a_machine(administrator)
    key = recorded(administrator, laser, None, label="Classe de 4e", heads=12)
    use = the_use(administrator, key)
    assert (use.heads, use.user_id, use.operator_id) == (12, None, None)
    assert hours(administrator, laser) == {MORNING.date(): 1.0}
    assert count(administrator, Arrival) == 0


def test_material_is_drawn_from_stock_and_charged_at_the_price_of_the_day(
    administrator: Worker,
) -> None:
    sheet = an_article(administrator, "PMMA3", "PMMA 3 mm", price="6.50")
    level = kept(administrator, sheet, "10")
    laser = a_machine(administrator, article_id=machine_time(administrator))
    recorded(
        administrator,
        laser,
        a_person(administrator),
        materials=(MaterialDraft(article_id=sheet, quantity=Decimal("1.5")),),
    )
    assert left(administrator, level) == Decimal("8.5")
    assert [(one.fact_kind, one.amount) for one in charges(administrator)] == [
        (FactKind.USE, Decimal("12.00")),
        (FactKind.MATERIAL, Decimal("9.75")),
    ]


def test_ones_own_material_is_neither_drawn_nor_paid(administrator: Worker) -> None:
    sheet = an_article(administrator, "PMMA3", "PMMA 3 mm", price="6.50")
    level = kept(administrator, sheet, "10")
    own = (MaterialDraft(article_id=sheet, quantity=Decimal(1), own=True),)
    recorded(administrator, a_machine(administrator), a_person(administrator), materials=own)
    assert left(administrator, level) == 10
    assert charges(administrator) == []


def test_nothing_is_drawn_that_is_not_there(administrator: Worker) -> None:
    sheet = an_article(administrator, "PMMA3", "PMMA 3 mm", price="6.50")
    level = kept(administrator, sheet, "1")
    much = (MaterialDraft(article_id=sheet, quantity=Decimal(2)),)
    laser, ada = a_machine(administrator), a_person(administrator)
    with refused(("materials.0", ShortStockError)):
        recorded(administrator, laser, ada, materials=much)
    assert left(administrator, level) == 1
    assert count(administrator, LogEntry) == 0


@pytest.mark.parametrize(
    ("cap", "quantity", "reason", "wanted"),
    [
        (None, "1", "raté", ("materials", NoGiftError)),
        ("10", "2", "raté", ("materials", GiftCapError)),
        ("10", "1", " ", ("materials.0", GiftReasonError)),
        ("10", "0", "raté", ("materials.0", NoQuantityError)),
    ],
)
def test_a_gesture_has_a_reason_and_a_cap(
    administrator: Worker, cap: str | None, quantity: str, reason: str, wanted: tuple[str, type]
) -> None:
    sheet = an_article(administrator, "PMMA3", "PMMA 3 mm", price="6.50")
    with administrator.database.writing() as session:
        session.execute(update(Lab).values(gift_cap=Decimal(cap) if cap else None))
    gift = MaterialDraft(
        article_id=sheet, quantity=Decimal(quantity), offered=True, offered_reason=reason
    )
    laser, ada = a_machine(administrator), a_person(administrator)
    with refused(wanted):
        recorded(administrator, laser, ada, materials=(gift,))


def test_what_is_offered_is_drawn_and_not_charged(administrator: Worker) -> None:
    sheet = an_article(administrator, "PMMA3", "PMMA 3 mm", price="6.50")
    level = kept(administrator, sheet, "3")
    with administrator.database.writing() as session:
        session.execute(update(Lab).values(gift_cap=Decimal(10)))
    gift = MaterialDraft(
        article_id=sheet, quantity=Decimal(1), offered=True, offered_reason="impression ratée"
    )
    recorded(administrator, a_machine(administrator), a_person(administrator), materials=(gift,))
    assert left(administrator, level) == 2
    assert charges(administrator) == []


def test_a_correction_keeps_the_original_and_recomputes_price_hours_and_stock(
    administrator: Worker,
) -> None:
    sheet = an_article(administrator, "PMMA3", "PMMA 3 mm", price="6.50")
    level = kept(administrator, sheet, "10")
    laser = a_machine(administrator, article_id=machine_time(administrator))
    ada, grace = a_person(administrator), a_person(administrator, "Grace")
    used = (MaterialDraft(article_id=sheet, quantity=Decimal(4)),)
    key = recorded(administrator, laser, ada, MORNING, materials=used)
    draft = UseDraft(machine_id=laser, user_id=grace, starts_at=MORNING, ends_at=MORNING + 2 * HOUR)
    new, version = new_key(), the_use(administrator, key).version
    administrator.does(lambda act: correct_use(act, key, new, draft, "C’était Grace", version))
    old, now = the_use(administrator, key), the_use(administrator, new)
    assert (old.state, old.closed_reason) == (UseState.REPLACED, "C’était Grace")
    assert (now.state, now.corrects_id, now.user_id) == (UseState.OVER, key, grace)
    assert hours(administrator, laser) == {MORNING.date(): 2.0}
    assert left(administrator, level) == 10
    assert [
        (one.payer_id, one.amount)
        for one in charges(administrator)
        if one.state is ChargeState.OPEN
    ] == [(grace, Decimal("24.00"))]
    administrator.does(lambda act: take_correction_back(act, new, "si, c’était Ada"))
    assert the_use(administrator, key).state is UseState.OVER
    assert the_use(administrator, new).state is UseState.WITHDRAWN
    assert hours(administrator, laser) == {MORNING.date(): 1.0}
    assert left(administrator, level) == 6
    assert sum(one.due for one in charges(administrator)) == Decimal("38.00")
    assert count(administrator, LogEntry) == 1


def test_a_correction_keeps_what_was_answered_at_the_machine(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    key = recorded(administrator, laser, ada, MORNING)
    said = [{"question": "Hotte allumée ?", "answer": "yes"}]
    with administrator.database.writing() as session:
        session.execute(update(Use).values(answers=said))
    draft = UseDraft(machine_id=laser, user_id=ada, starts_at=MORNING, ends_at=MORNING + 2 * HOUR)
    new, version = new_key(), the_use(administrator, key).version
    administrator.does(lambda act: correct_use(act, key, new, draft, "plus long", version))
    assert the_use(administrator, new).answers == said


def _corrected(last: UUID, new: UUID, draft: UseDraft, version: int, act: Act) -> object:
    return correct_use(act, last, new, draft, "trop court", version)


def test_a_chain_of_corrections_names_each_original(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    keys = [recorded(administrator, laser, ada, MORNING)]
    for longer in (2, 3):
        draft = UseDraft(
            machine_id=laser, user_id=ada, starts_at=MORNING, ends_at=MORNING + longer * HOUR
        )
        last, new = keys[-1], new_key()
        version = the_use(administrator, last).version
        administrator.does(partial(_corrected, last, new, draft, version))
        keys.append(new)
    assert [the_use(administrator, key).corrects_id for key in keys] == [None, *keys[:2]]
    assert hours(administrator, laser) == {MORNING.date(): 3.0}


def test_a_withdrawn_use_is_kept_and_counts_nowhere_until_it_is_restored(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator, article_id=machine_time(administrator))
    key = recorded(administrator, laser, a_person(administrator))
    administrator.does(lambda act: withdraw_uses(act, [key], "notée deux fois"))
    assert the_use(administrator, key).state is UseState.WITHDRAWN
    assert (count(administrator, UseDay), count(administrator, Occupancy)) == (0, 0)
    assert sum(one.due for one in charges(administrator)) == 0
    administrator.does(lambda act: restore_uses(act, [key]))
    assert hours(administrator, laser) == {MORNING.date(): 1.0}
    assert sum(one.due for one in charges(administrator)) == Decimal("12.00")


def test_forgotten_uses_are_settled_together_at_the_closing(administrator: Worker) -> None:
    ada = a_person(administrator)
    keys = [started(administrator, a_machine(administrator, f"P{n}"), ada) for n in range(3)]
    administrator.now = NOW + 8 * HOUR
    ends: list[tuple[UUID, StopDraft | None]] = [
        (key, StopDraft(ends_at=NOW + 2 * HOUR)) for key in keys
    ]
    administrator.does(lambda act: settle_uses(act, ends))
    assert {the_use(administrator, key).state for key in keys} == {UseState.OVER}
    again: list[tuple[UUID, StopDraft | None]] = [(keys[0], StopDraft()), (keys[1], None)]
    administrator.does(lambda act: settle_uses(act, again))


def test_a_use_that_was_withdrawn_is_not_stopped(administrator: Worker) -> None:
    key = started(administrator, a_machine(administrator), a_person(administrator))
    administrator.does(lambda act: withdraw_uses(act, [key], "par erreur"))
    with pytest.raises(NotRunningError):
        administrator.does(lambda act: stop_use(act, key))


def test_a_closed_period_takes_no_use(administrator: Worker) -> None:
    laser, ada = a_machine(administrator), a_person(administrator)
    key = recorded(administrator, laser, ada, MORNING - 48 * HOUR)
    administrator.does(
        lambda act: lock_period(act, new_key(), LockKind.USES, NOW.date() - timedelta(days=1))
    )
    with refused(("starts_at", LockedPeriodError)):
        recorded(administrator, laser, ada, MORNING - 30 * HOUR)
    with pytest.raises(LockedPeriodError):
        administrator.does(lambda act: withdraw_uses(act, [key], "par erreur"))
