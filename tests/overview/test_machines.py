"""The board of machines: each sentence that it tells, what is filtered, and in which order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from builders import NOW, Worker
from builders.machines import a_machine, a_stop, needing
from builders.people import a_person
from builders.upkeep import a_fault, a_loan, a_plan, an_order, used
from builders.uses import HOUR, started
from fablab_desk.lab.queries import find_settings
from fablab_desk.machines.kinds import NeedKind
from fablab_desk.overview.machines import (
    BoardFilter,
    BoardState,
    DueKept,
    MachineRow,
    board,
    count_board,
    load_board,
)
from fablab_desk.ui.machines.words import sentence_of, upkeep_of

TODAY = NOW.date()
Happens = Callable[[Worker, UUID], object]


def rows(worker: Worker, chosen: str = "", sought: str = "", order: str = "name") -> list[str]:
    with worker.database.reading() as session:
        listing = board(lambda: NOW, chosen, sought).ordered(order)
        return [row.code for row in listing.every(session)]


def the_row(worker: Worker, key: UUID) -> MachineRow:
    with worker.database.reading() as session:
        return next(row for row in load_board(session, NOW) if row.id == key)


def said(worker: Worker, key: UUID) -> str:
    with worker.database.reading() as session:
        zone = find_settings(session).zone
    return sentence_of(the_row(worker, key), NOW, zone)


def extractor_stops(worker: Worker, laser: UUID, kind: NeedKind) -> None:
    extractor = a_machine(worker, "EXT", "Extracteur")
    needing(worker, laser, extractor, kind)
    a_stop(worker, extractor, NOW - HOUR)


SENTENCES: list[tuple[Happens, str]] = [
    (lambda _worker, _key: None, "Free to use"),
    (
        lambda worker, key: started(worker, key, a_person(worker), starts_at=NOW - 0.7 * HOUR),
        "Ada Exemple for 0 h 42",
    ),
    (
        lambda worker, key: started(
            worker, key, None, label="classe de 4e", heads=12, starts_at=NOW - HOUR
        ),
        "classe de 4e for 1 h 00",
    ),
    (
        lambda worker, key: started(
            worker,
            key,
            a_person(worker),
            starts_at=NOW - HOUR,
            unattended=True,
            planned_end=NOW + timedelta(days=1),
        ),
        "Ada Exemple, unattended since 1 h 00, planned end Tuesday 10:30",
    ),
    (
        lambda worker, key: a_fault(worker, key, stops=True, at=NOW - 2 * HOUR),
        "Out of order since 08:30: Lentille fêlée",
    ),
    (
        lambda worker, key: a_fault(worker, key, stops=True, at=NOW - timedelta(days=3)),
        "Out of order since Friday 10:30: Lentille fêlée",
    ),
    (lambda worker, key: a_fault(worker, key, stops=False), "Free to use"),
    (
        lambda worker, key: a_stop(worker, key, NOW - HOUR, text="Travaux\nà l’étage"),
        "Out of order since 09:30: Travaux",
    ),
    (
        lambda worker, key: extractor_stops(worker, key, NeedKind.FULL),
        "Waits for Extracteur, which is stopped",
    ),
    (
        lambda worker, key: extractor_stops(worker, key, NeedKind.PARTIAL),
        "Free, without Extracteur",
    ),
    (
        lambda worker, key: a_loan(worker, machine_id=key, due_on=TODAY + timedelta(days=7)),
        "Lent to Louise Exemple until 9 March 2026",
    ),
]


@pytest.mark.parametrize(("happens", "wanted"), SENTENCES, ids=[text for _, text in SENTENCES])
def test_one_sentence_tells_what_a_machine_does(
    administrator: Worker, happens: Happens, wanted: str
) -> None:
    laser = a_machine(administrator, may_run_alone=True)
    happens(administrator, laser)
    assert said(administrator, laser) == wanted


def test_who_has_a_machine_that_broke_meanwhile_is_told_with_why(administrator: Worker) -> None:
    laser = a_machine(administrator)
    started(administrator, laser, a_person(administrator), starts_at=NOW - HOUR)
    a_fault(administrator, laser, stops=True, at=NOW - 0.5 * HOUR)
    assert said(administrator, laser) == (
        "Ada Exemple for 1 h 00 · Out of order since 10:00: Lentille fêlée"
    )
    assert rows(administrator, BoardFilter.STOPPED) == rows(administrator, BoardFilter.IN_USE)


def test_what_is_not_there_yet_or_no_more_says_from_when(administrator: Worker) -> None:
    coming = a_machine(administrator, "A", commissioned_on=TODAY + timedelta(days=2))
    gone = a_machine(administrator, "B", retired_on=TODAY - timedelta(days=1))
    assert said(administrator, coming) == "In service from 4 March 2026"
    assert said(administrator, gone) == "Retired since 1 March 2026"


@pytest.mark.parametrize(
    ("plan", "hours", "wanted"),
    [
        ({"every_days": 30, "last_done_on": TODAY - timedelta(days=40)}, 0, "due for 10 days"),
        ({"every_days": 30, "last_done_on": TODAY - timedelta(days=30)}, 0, "due today"),
        ({"every_days": 30, "last_done_on": TODAY - timedelta(days=29)}, 0, "in 1 day"),
        ({"every_hours": 10, "last_done_on": TODAY - timedelta(days=9)}, 7, "in 3 h of use"),
        (
            {"every_hours": 10, "last_done_on": TODAY - timedelta(days=9)},
            12,
            "due, 2 h of use over",
        ),
        (
            {"every_hours": 10, "every_days": 30, "last_done_on": TODAY - timedelta(days=9)},
            7,
            "in 21 d or 3 h of use",
        ),
    ],
)
def test_the_first_upkeep_is_told_by_what_is_left_of_it(
    administrator: Worker, plan: dict[str, Any], hours: float, wanted: str
) -> None:
    laser = a_machine(administrator)
    a_plan(administrator, laser, **plan)
    if hours:
        used(administrator, laser, TODAY - timedelta(days=2), hours)
    assert upkeep_of(the_row(administrator, laser), TODAY) == ("Nettoyer", wanted)


def test_open_faults_stand_before_what_is_due_and_an_order_under_way_says_so(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    plan = a_plan(administrator, laser, every_days=30, last_done_on=TODAY)
    a_fault(administrator, laser, stops=False)
    an_order(administrator, laser, plan)
    assert upkeep_of(the_row(administrator, laser), TODAY) == (
        "1 open fault · Nettoyer",
        "under way",
    )


def test_filters_part_the_machines_and_retired_ones_stand_alone(administrator: Worker) -> None:
    free = a_machine(administrator, "FREE")
    busy, broken = a_machine(administrator, "BUSY"), a_machine(administrator, "BROKEN")
    a_machine(administrator, "OLD", retired_on=TODAY - timedelta(days=1))
    started(administrator, busy, a_person(administrator), starts_at=NOW - HOUR)
    a_fault(administrator, broken, stops=True)
    a_plan(administrator, free, every_days=30, last_done_on=TODAY - timedelta(days=31))
    assert rows(administrator) == ["BROKEN", "BUSY", "FREE"]
    assert rows(administrator, BoardFilter.FREE) == ["FREE"]
    assert rows(administrator, BoardFilter.IN_USE) == ["BUSY"]
    assert rows(administrator, BoardFilter.STOPPED) == ["BROKEN"]
    assert rows(administrator, BoardFilter.DUE) == ["FREE"]
    assert rows(administrator, BoardFilter.RETIRED) == ["OLD"]
    with administrator.database.reading() as session:
        assert count_board(session, NOW) == BoardState(3, 1, 1, 1)


@pytest.mark.parametrize(
    ("sought", "wanted"),
    [("deco", ["L1"]), ("DÉCOUPEUSE las", ["L1"]), ("i1", ["I1"]), ("rien", [])],
)
def test_a_machine_is_found_by_the_beginnings_of_its_words(
    administrator: Worker, sought: str, wanted: list[str]
) -> None:
    a_machine(administrator, "L1", "Découpeuse laser")
    a_machine(administrator, "I1", "Imprimante")
    assert rows(administrator, sought=sought) == wanted


def test_what_is_due_first_stands_first_where_that_is_asked(administrator: Worker) -> None:
    for code, ago in (("A", 5), ("B", 25), ("C", None)):
        key = a_machine(administrator, code)
        if ago:
            a_plan(administrator, key, every_days=30, last_done_on=TODAY - timedelta(days=ago))
    assert rows(administrator, order="due") == ["B", "A", "C"]
    a_fault(administrator, the_key(administrator, "B"), stops=True)
    assert rows(administrator, order="state")[0] == "B"


def the_key(worker: Worker, code: str) -> UUID:
    with worker.database.reading() as session:
        return next(row.id for row in load_board(session, NOW) if row.code == code)


def test_what_is_due_is_kept_until_it_is_counted_anew(administrator: Worker) -> None:
    laser, dues = a_machine(administrator), DueKept()
    with administrator.database.reading() as session:
        assert load_board(session, NOW, dues)[0].due is None
    a_plan(administrator, laser, every_days=30, last_done_on=TODAY)
    with administrator.database.reading() as session:
        assert load_board(session, NOW, dues)[0].due is None
        assert dues.renew(session, TODAY)
        assert load_board(session, NOW, dues)[0].due is not None
        assert not dues.renew(session, TODAY)
