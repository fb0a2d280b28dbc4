"""The machines of the demo lab, what they cost, what lies in stock, and how they are kept up."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from fablab_desk.catalogue.drafts import ArticleDraft
from fablab_desk.catalogue.kinds import ArticleNature
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.catalogue.service import add_article
from fablab_desk.demo.crowd_uses import YEARS, log_crowd
from fablab_desk.demo.projects import make_things
from fablab_desk.demo.trainings import teach
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Lab
from fablab_desk.lab.premises_models import Space
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.service import start_use
from fablab_desk.logbook.start_check import StartFacts, check_start
from fablab_desk.machines.kinds import CheckResult, MeterKind, Severity
from fablab_desk.machines.models import Machine, Meter
from fablab_desk.machines.service_faults import repair_fault, report_fault
from fablab_desk.machines.service_meters import record_reading
from fablab_desk.machines.service_park import add_usual_park
from fablab_desk.machines.service_upkeep import close_order, open_order
from fablab_desk.machines.upkeep_drafts import CheckDraft, DoneDraft, FaultDraft, RepairDraft
from fablab_desk.machines.upkeep_models import OrderCheck, UpkeepPlan
from fablab_desk.memberships.members import members_on
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act
from fablab_desk.stock.kinds import MovementReason, Store
from fablab_desk.stock.models import StockLevel
from fablab_desk.stock.movements import move

Does = Callable[[Callable[..., Any]], Any]
PLACES = {
    "Atelier numérique": ("EXTRACT", "LASER1", "PRINT1", "PRINT2", "VINYL1", "THERMO1"),
    "Électronique": ("ELEC1",),
    "Bois et textile": ("CNC1", "EMBRO1", "SEW1", "DRILL1", "TOOLS"),
}
TIMES = (  # code, label, an hour, block, grace, set-up, minimum, machines
    ("T-LASER", "Temps de découpe laser", "18", 15, 5, "2", "4", ("LASER1",)),
    ("T-3D", "Temps d’impression 3D", "1.20", 30, 10, "0", "1", ("PRINT1", "PRINT2")),
    ("T-CNC", "Temps de fraisage", "15", 30, 0, "3", "5", ("CNC1",)),
    ("T-BRO", "Temps de brodeuse", "6", 15, 5, "0", "2", ("EMBRO1",)),
)
MATERIALS = (  # code, label, unit, price, cost, kept, threshold
    ("PLA", "Filament PLA", "g", "0.05", "0.022", "4200", "1000"),
    ("PETG", "Filament PETG", "g", "0.06", "0.028", "650", "800"),
    ("CP3", "Contreplaqué 3 mm, 60 × 30", "plaque", "4", "2.10", "38", "10"),
    ("PMMA3", "PMMA 3 mm, 60 × 30", "plaque", "9", "5.40", "6", "8"),
    ("VINYL", "Vinyle adhésif", "m", "3.50", "1.60", "24", "5"),
)
EVERY = timedelta(days=75)  # about how often upkeep is done, whatever its plan says
IN_TIME = 0.8  # of the plans are up to date
FAULTS = (
    ("VINYL1", "La lame ne descend plus", Severity.SERIOUS, True),
    ("PRINT2", "Le ventilateur siffle", Severity.MINOR, False),
)


def fit_out(does: Does, seed: int, begin: date, today: date, uses: int) -> None:
    """Machines since the lab moved in, their uses up to the day before, and who is on one now."""
    does(partial(_move_in, since=min(begin, today - YEARS), begin=begin))
    does(partial(_price, begin=begin))
    does(partial(_store, begin=begin))
    does(partial(log_crowd, many=uses, seed=seed, before=today))
    random = Random(f"park {seed}")
    for plan_id, machine_id, days in does(_plans):
        day = begin + EVERY
        while day < today - timedelta(days=random.randint(5, max(6, days))):
            does(partial(_keep_up, plan_id=plan_id, machine_id=machine_id, day=day))
            day += EVERY + timedelta(days=random.randint(-20, 20))
        if random.random() < IN_TIME:
            lately = today - timedelta(days=random.randint(1, max(2, days - 1)))
            does(partial(_keep_up, plan_id=plan_id, machine_id=machine_id, day=lately))
    does(partial(_read_tube, today=today))
    does(_mend_laser)
    for code, text, severity, stops in FAULTS:
        does(partial(_break, code=code, text=text, severity=severity, stops=stops))
    for code in ("PRINT1", "SEW1"):
        does(partial(_begin, code=code))
    does(partial(make_things, today=today))
    teach(does, seed, today)


def _machine(act: Act, code: str) -> UUID:
    return act.session.scalars(select(Machine.id).where(Machine.code == code)).one()


def _move_in(act: Act, since: date, begin: date) -> None:
    """The machines are older than the program: their logbooks were taken over."""
    keys = add_usual_park(act, "fr")
    act.session.flush()
    act.session.execute(update(Machine).values(commissioned_on=since))
    act.session.execute(update(UpkeepPlan).values(starts_on=begin))
    unasked = Machine.code.not_in(["LASER1", "CNC1"])
    act.session.execute(update(Machine).where(unasked).values(needs_pieces=False))
    for label, codes in PLACES.items():
        space = act.session.scalars(select(Space.id).where(Space.label == label)).first()
        if space:
            placed = update(Machine).where(Machine.code.in_(codes))
            act.session.execute(placed.values(space_id=space))
    laser = _machine(act, "LASER1")
    act.session.add(
        Meter(
            machine_id=laser,
            kind=MeterKind.READ,
            label="Tube laser",
            unit="h",
            begins_on=begin,
        )
    )
    act.note("machines", len(keys))


def _price(act: Act, begin: date) -> None:
    for code, label, hourly, block, grace, set_up, minimum, machines in TIMES:
        key: UUID = new_key()
        add_article(
            act,
            key,
            ArticleDraft(code=code, label=label, nature=ArticleNature.SERVICE, unit="h"),
        )
        act.session.flush()
        act.session.add(
            Price(
                article_id=key,
                valid_from=begin,
                amount=Decimal(hourly),
                block_minutes=block,
                grace_minutes=grace,
                set_up=Decimal(set_up),
                minimum=Decimal(minimum),
            )
        )
        timed = update(Machine).where(Machine.code.in_(machines))
        act.session.execute(timed.values(article_id=key))
    act.session.execute(update(Lab).values(gift_cap=Decimal(10)))


def _store(act: Act, begin: date) -> None:
    for code, label, unit, price, cost, kept, threshold in MATERIALS:
        key = act.session.scalars(select(Article.id).where(Article.code == code)).first()
        if key is None:
            key = new_key()
            draft = ArticleDraft(code=code, label=label, nature=ArticleNature.GOODS, unit=unit)
            add_article(act, key, draft)
            act.session.flush()
            act.session.add(Price(article_id=key, valid_from=begin, amount=Decimal(price)))
        level = StockLevel(
            article_id=key, store=Store.LAB, threshold=Decimal(threshold), place="Réserve"
        )
        act.session.add(level)
        act.session.flush()
        move(act, level, Decimal(kept), MovementReason.ENTRY, unit_cost=Decimal(cost))
        level.warned = level.is_low


def _plans(act: Act) -> list[tuple[UUID, UUID, int]]:
    wanted = select(UpkeepPlan.id, UpkeepPlan.machine_id, UpkeepPlan.every_days)
    rows = act.session.execute(wanted.order_by(UpkeepPlan.label, UpkeepPlan.id))
    return [(key, machine, days or 60) for key, machine, days in rows]


def _keep_up(act: Act, plan_id: UUID, machine_id: UUID, day: date) -> None:
    key: UUID = new_key()
    open_order(act, key, machine_id, plan_id, planned_on=day)
    act.session.flush()
    places = act.session.scalars(select(OrderCheck.position).where(OrderCheck.order_id == key))
    checks = tuple(CheckDraft(position=at, result=CheckResult.GOOD) for at in places)
    close_order(act, key, DoneDraft(done_on=day, done_by="Atelier", checks=checks, minutes=30))


def _read_tube(act: Act, today: date) -> None:
    meter = act.session.scalars(select(Meter.id).where(Meter.label == "Tube laser")).one()
    for weeks, value in ((20, 310), (9, 452), (2, 540)):
        day = today - timedelta(weeks=weeks)
        record_reading(act, new_key(), meter, Decimal(value), day)


def _mend_laser(act: Act) -> None:
    laser, key = _machine(act, "LASER1"), new_key()
    found = datetime.combine(act.day - timedelta(days=40), time(15), act.zone)
    draft = FaultDraft(machine_id=laser, text="Lentille fêlée", stops=True, at=found)
    report_fault(act, key, draft)
    act.session.flush()
    back = found + timedelta(days=3, hours=2)
    repair_fault(act, key, RepairDraft(text="Lentille changée", cost=Decimal(62), at=back))


def _break(act: Act, code: str, text: str, severity: Severity, stops: bool) -> None:
    draft = FaultDraft(machine_id=_machine(act, code), text=text, severity=severity, stops=stops)
    report_fault(act, new_key(), draft)


def _begin(act: Act, code: str) -> None:
    """Some member who may; nobody, where none of the first ones may."""
    machine = act.session.get_one(Machine, _machine(act, code))
    wanted = select(Person).where(Person.id.in_(members_on(act.day)), Person.archived_on.is_(None))
    for person in act.session.scalars(wanted.order_by(Person.number).offset(len(code)).limit(12)):
        facts = StartFacts(machine, person, person, None, act.now, None, act.day, act.zone)
        if not check_start(act.session, facts):
            draft = UseDraft(machine_id=machine.id, user_id=person.id)
            start_use(act, new_key(), draft)
            return
