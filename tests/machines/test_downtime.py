"""12 Stops: a month worked by hand.

March 2026, one machine, instants in the lab's time (UTC+1 until the 29th):

| stop | from          | to            | within March     | hours |
|------|---------------|---------------|------------------|-------|
| A    | 27 Feb 10:00  | 2 Mar 10:00   | 1 Mar 0:00 – 2 Mar 10:00 | 34 |
| B    | 5 Mar 8:00    | 5 Mar 12:00   | whole            | 4     |
| C    | 5 Mar 10:00   | 5 Mar 20:00   | whole, overlaps B | 10   |
| D    | 5 Mar 20:00   | 5 Mar 22:00   | whole, touches C | 2     |
| E    | 31 Mar 20:00  | still on      | to midnight      | 4     |

B and C merge into 8:00–20:00 = 12 h; D touches and stays a stop of its own.
Downtime 34 + 12 + 2 + 4 = 52 h, in 4 stops (A, BC, D, E).
A, B and E are failures, C upkeep, D works. Begun in March: B and E. Used: 100 h → MTBF 50 h.
Returned in March: A (72 h) and B (4 h) → MTTR 38 h; the whole length of A, not its part.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from builders import Worker
from builders.machines import a_machine, a_stop, needing
from builders.upkeep import used
from fablab_desk.machines.downtime import Downtime, downtime_between, merged
from fablab_desk.machines.kinds import NeedKind, StopKind

PARIS = ZoneInfo("Europe/Paris")
MARCH = date(2026, 3, 1), date(2026, 3, 31)
HOUR = timedelta(hours=1)
LATER = datetime(2026, 5, 1, tzinfo=UTC)


def at(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=PARIS)


def of_march(worker: Worker, now: datetime = LATER) -> dict[str, Downtime]:
    with worker.database.reading() as session:
        return {one.code: one for one in downtime_between(session, PARIS, *MARCH, now)}


def a_month(worker: Worker) -> None:
    laser = a_machine(worker)
    for start, end, kind in (
        (at(2, 27, 10), at(3, 2, 10), StopKind.FAILURE),
        (at(3, 5, 8), at(3, 5, 12), StopKind.FAILURE),
        (at(3, 5, 10), at(3, 5, 20), StopKind.UPKEEP),
        (at(3, 5, 20), at(3, 5, 22), StopKind.OTHER),
        (at(3, 31, 20), None, StopKind.FAILURE),
    ):
        a_stop(worker, laser, start, end, kind)
    used(worker, laser, date(2026, 2, 27), 7)  # not of this month
    used(worker, laser, date(2026, 3, 3), 60)
    used(worker, laser, date(2026, 3, 20), 40)


def test_the_month_worked_by_hand(administrator: Worker) -> None:
    a_month(administrator)
    found = of_march(administrator)["LASER"]
    assert found.stood == 52 * HOUR
    assert found.stops == 4
    assert (found.failures, found.used_hours, found.mtbf) == (2, 100, 50)
    assert found.mttr == 38 * HOUR
    assert {kind: (stood, stops) for kind, _, stood, stops in found.by_cause} == {
        StopKind.FAILURE: (42 * HOUR, 3),
        StopKind.UPKEEP: (10 * HOUR, 1),
        StopKind.OTHER: (2 * HOUR, 1),
    }


def test_what_is_still_to_come_is_not_counted(administrator: Worker) -> None:
    a_month(administrator)
    found = of_march(administrator, at(3, 31, 22))["LASER"]
    assert found.stood == 50 * HOUR


def test_without_a_failure_there_is_no_mean_time_between_them(administrator: Worker) -> None:
    laser = a_machine(administrator)
    used(administrator, laser, date(2026, 3, 3), 60)
    found = of_march(administrator)["LASER"]
    assert (found.mtbf, found.mttr, found.stood) == (None, None, timedelta())


def test_stops_of_what_it_needs_are_told_apart(administrator: Worker) -> None:
    laser, extractor = a_machine(administrator), a_machine(administrator, "EXTR")
    needing(administrator, laser, extractor, NeedKind.FULL)
    a_stop(administrator, extractor, at(3, 10, 8), at(3, 10, 18), StopKind.FAILURE)
    found = of_march(administrator)
    assert (found["LASER"].stood, found["LASER"].borne) == (timedelta(), 10 * HOUR)
    assert found["LASER"].failures == 0
    assert found["EXTR"].stood == 10 * HOUR


def test_the_night_without_an_hour_has_eleven(administrator: Worker) -> None:
    laser = a_machine(administrator)
    a_stop(administrator, laser, at(3, 28, 22), at(3, 29, 10), StopKind.FAILURE)
    assert of_march(administrator)["LASER"].stood == 11 * HOUR


def test_touching_spans_stay_two_and_overlapping_ones_become_one() -> None:
    begin = at(3, 1, 0)
    spans = [(begin + n * HOUR, begin + m * HOUR) for n, m in ((0, 2), (2, 3), (5, 9), (6, 7))]
    assert [(e - s) // HOUR for s, e in merged(spans)] == [2, 1, 4]
