"""A full demo lab, made by the services themselves: the same one for the same seed and day."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from fablab_desk.care.service_setup import set_up
from fablab_desk.catalogue.drafts import ArticleDraft, PriceDraft
from fablab_desk.catalogue.service import add_article, set_price
from fablab_desk.db.database import Database
from fablab_desk.demo import catalogue
from fablab_desk.demo.assembly import hold_assembly
from fablab_desk.demo.calendar import Visit, moved_in_on, plan_life
from fablab_desk.demo.campus import join_campus
from fablab_desk.demo.crowd import gather
from fablab_desk.demo.crowd_door import let_crowd_in
from fablab_desk.demo.door import Door, door_days
from fablab_desk.demo.park import fit_out
from fablab_desk.demo.people import Cast
from fablab_desk.demo.pieces import come_under, hand_in
from fablab_desk.demo.premises import settle_in
from fablab_desk.demo.till import Counter
from fablab_desk.demo.twins import record_twice
from fablab_desk.keys import new_key, seeded_keys
from fablab_desk.staff.act import Act
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.rights import Role
from fablab_desk.staff.service import AccountDraft, add_account
from fablab_desk.staff.unit import perform

T = TypeVar("T")
ZONE = ZoneInfo("Europe/Paris")
MOST_LIVED = 600  # people whose life is played day by day; more are only gathered
RECEPTIONIST, TREASURER = "camille", "dominique"
STAFF = (
    (RECEPTIONIST, "Camille Accueil", (Role.RECEPTION,)),
    ("sacha", "Sacha Atelier", (Role.ANIMATOR,)),
    (TREASURER, "Dominique Trésor", (Role.TREASURER,)),
)
OPENS, DAY_BEGINS = 9, 4  # hours of the lab's clock
MORNING = timedelta(hours=3)  # holds what is done on the last day
SHARES = 20
Progress = Callable[[int, int], None]


class Stage:
    """Plays acts at the desk of a lab, at instants that only go forward."""

    def __init__(self, database: Database, keys: Path, begin: date, until: datetime) -> None:
        """Nothing is done at `until` or after it."""
        self._database = database
        self._until = until
        self._founder = self._seat = built_in_seat(database, "Accueil", keys)
        self._at = self._instant(begin)

    def sit(self, account_id: UUID | None) -> None:
        """Somebody of the staff works here from now on; None: the founder."""
        founder = self._founder
        self._seat = replace(founder, account_id=account_id) if account_id else founder

    def begin_day(self, day: date) -> None:
        """At nine, or in the night before where it is not yet nearly noon."""
        morning = self._instant(day)
        if self._until < morning + MORNING:
            morning = min(morning, max(self._until - MORNING, self._instant(day, DAY_BEGINS)))
        self._at = max(self._at, morning)

    def does(self, call: Callable[[Act], T]) -> T:
        # Shorter and shorter, so that what is left of the day always holds one act more.
        self._at += min(timedelta(minutes=2), (self._until - self._at) / SHARES)
        return perform(self._database, self._seat, lambda: self._at, call).result

    def wait(self, hours: timedelta) -> None:
        self._at += hours

    def _instant(self, day: date, hour: int = OPENS) -> datetime:
        return datetime.combine(day, time(hour), ZONE).astimezone(UTC)


def make_demo(
    database: Database,
    keys: Path,
    *,
    people: int,
    seed: int,
    today: date,
    until: datetime | None = None,
    uses: int = 400,
    progress: Progress = lambda _done, _all: None,
) -> None:
    """Fill a new base with three seasons of a lab, up to the morning of `today`.

    Nothing in it lies at `until` or after it, an instant of that day; without it, of its midnight.
    """
    begin = moved_in_on(today)
    lived = min(people, MOST_LIVED)
    with seeded_keys(seed, datetime.combine(begin, time(4), UTC)):
        random = Random(seed)
        midnight = datetime.combine(today + timedelta(days=1), time(0), ZONE).astimezone(UTC)
        stage = Stage(database, keys, begin, until or midnight)
        staff = _found(stage, begin)
        cast = Cast(stage.does, random, lived, today)
        counter = Counter(stage.does, random)
        stage.sit(staff[RECEPTIONIST])
        life = plan_life(random, lived, today)
        stage.does(lambda act: cast.take_over(act, life.before))
        door, ahead = Door(stage.does, stage.wait, seed, cast, today), deque(door_days(today))
        came: list[UUID] = []
        for done, visit in enumerate(life.visits):
            while ahead and ahead[0] < visit.day:
                stage.begin_day(day := ahead.popleft())
                door.play(day)
            stage.begin_day(visit.day)
            came = _play(stage, visit, visit.day == today, cast, counter)
            if ahead and ahead[0] == visit.day:
                door.play(ahead.popleft(), came)
            progress(done, len(life.visits))
        door.begin_today(came)
        record_twice(stage.does, cast.adults[1:])
        hand_in(stage.does, seed, [*cast.known, *cast.structures])
        come_under(stage.does, cast)
        stage.sit(staff[TREASURER])
        cast.settle_odds_and_ends(counter)
        stage.sit(None)
        hold_assembly(stage.does, seed, today)
        settle_in(stage.does, begin, today)
        if people <= lived:
            fit_out(stage.does, seed, begin, today, uses)
        if people == lived:
            join_campus(stage.does, begin, today)
        if people > lived:
            stage.does(lambda act: gather(act, people - lived, seed, progress))
            stage.does(lambda act: let_crowd_in(act, seed))
            fit_out(stage.does, seed, begin, today, uses)


def _found(stage: Stage, begin: date) -> dict[str, UUID]:
    staff: dict[str, UUID] = {}
    lab_id = uuid4()  # two demo labs are two labs, though their contents are the same
    stage.does(lambda act: set_up(act, catalogue.answers(lab_id)))
    for login, name, roles in STAFF:
        account = AccountDraft(login=login, name=name, roles=roles, password=f"{login} de demo")
        staff[login] = new_key()
        stage.does(partial(add_account, account_id=staff[login], draft=account))
    for draft, amount in catalogue.articles():
        stage.does(partial(_sell, draft=draft, amount=amount, begin=begin))
    return staff


def _sell(act: Act, draft: ArticleDraft, amount: Decimal, begin: date) -> None:
    key: UUID = new_key()
    add_article(act, key, draft)
    act.session.flush()
    set_price(act, new_key(), key, PriceDraft(amount=amount, valid_from=begin))


def _play(stage: Stage, visit: Visit, is_today: bool, cast: Cast, counter: Counter) -> list[UUID]:
    """Whoever came to be recorded or to enrol."""
    counter.open()
    came = [stage.does(partial(cast.arrive, place=place)) for place in visit.arriving]
    for place in visit.enrolling:
        for payer_id in stage.does(partial(cast.enrol, place=place)):
            counter.take_fee(payer_id, leave_open=is_today)
    counter.sell()
    if not is_today:
        counter.close()
    return [*came, *cast.keys_of(visit.enrolling)]
