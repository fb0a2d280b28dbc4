"""The door of the demo lab: a year of Wednesdays and Saturdays, and this morning."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any
from uuid import UUID

from fablab_desk.agenda.drafts import ArrivalDraft, Draft, GroupDraft, HeadCountDraft
from fablab_desk.agenda.kinds import ArrivalRole
from fablab_desk.agenda.service import check_in_many
from fablab_desk.agenda.service_permanence import close_permanence, open_permanence
from fablab_desk.agenda.service_presence import attest_presence
from fablab_desk.clock import add_months
from fablab_desk.demo import catalogue
from fablab_desk.demo.calendar import SATURDAY, WEDNESDAY
from fablab_desk.demo.people import Cast
from fablab_desk.keys import new_key
from fablab_desk.people.kinds import Gender
from fablab_desk.staff.act import Act

Does = Callable[[Callable[[Act], Any]], Any]
Wait = Callable[[timedelta], None]
LATELY = timedelta(weeks=8)  # whose openings are told; of earlier days only who came
OPENED = timedelta(hours=3, minutes=30)
CLOSED_MONTH = 8
REMARKS = ("", "", "", "Une panne de chauffage, beaucoup de thé.", "Belle affluence, à refaire.")
CLASSES = ("Classe de CM2", "Classe de sixième", "Club du centre social")


def door_days(today: date) -> list[date]:
    """When people came in the year before today; in August the lab is closed."""
    begin = add_months(today, -12)
    days = (begin + timedelta(n) for n in range((today - begin).days))
    open_days = (WEDNESDAY, SATURDAY)
    return [day for day in days if day.weekday() in open_days and day.month != CLOSED_MONTH]


class Door:
    def __init__(self, does: Does, wait: Wait, seed: int, cast: Cast, today: date) -> None:
        self._does, self._wait = does, wait
        self._random = Random(f"door {seed}")
        self._cast = cast
        self._today = today
        self._hosts: list[UUID] = []  # of the last opening

    def play(self, day: date, enrolled: Sequence[UUID] = ()) -> None:
        """A day of the past, typed in one act from the list at the door."""
        if self._today - day > LATELY:
            self._let_in(enrolled, many=self._random.randint(4, 11), group=self._random.random())
            return
        key = self._open()
        self._let_in(enrolled, many=self._random.randint(6, 13), group=self._random.random())
        remark = self._random.choice(REMARKS)
        self._wait(OPENED)
        self._does(lambda act: close_permanence(act, key, remark))

    def begin_today(self, enrolled: Sequence[UUID]) -> None:
        """The lab is open, the first have come, and somebody has asked for a paper that says so."""
        self._open()
        self._let_in(enrolled, many=4, group=1)
        if self._hosts:
            key, host, since = new_key(), self._hosts[-1], self._today - LATELY
            self._does(lambda act: attest_presence(act, key, host, since, self._today))

    def _open(self) -> UUID:
        key, crew = new_key(), self._crew()
        chosen = self._random.sample(crew, min(2, len(crew)))
        self._hosts = chosen or self._hosts
        self._does(lambda act: open_permanence(act, key, chosen))
        return key

    def _crew(self) -> list[UUID]:
        """The first of all is put aside in the end: others keep the lab open."""
        return self._cast.adults[1:7]

    def _let_in(self, enrolled: Sequence[UUID], *, many: int, group: float) -> None:
        known = self._cast.known
        weights = list(accumulate(1 / (5 + place) for place in range(len(known))))
        regulars = self._random.choices(known, cum_weights=weights, k=many) if known else []
        people = list(dict.fromkeys((*enrolled, *regulars)))
        lines: list[tuple[UUID, Draft]] = [(new_key(), self._person(key)) for key in people]
        lines += [(new_key(), self._heads()) for _ in range(self._random.randint(1, 2))]
        if group < 0.12:
            lines.append((new_key(), self._group()))
        self._does(lambda act: check_in_many(act, lines))

    def _person(self, key: UUID) -> ArrivalDraft:
        helps = key in self._crew() and self._random.random() < 0.5
        return ArrivalDraft(
            person_id=key, role=ArrivalRole.VOLUNTEER if helps else ArrivalRole.PUBLIC
        )

    def _heads(self) -> HeadCountDraft:
        heads = self._random.randint(1, 6)
        audience = self._random.choice((catalogue.PUBLIC, catalogue.PUBLIC, catalogue.STUDENT))
        return HeadCountDraft(
            heads=heads,
            audience_id=self._cast.audiences[audience],
            gender=self._random.choice((Gender.NOT_STATED, Gender.FEMALE, Gender.MALE)),
            newcomers=self._random.choice((None, None, 0, heads // 2)),
        )

    def _group(self) -> GroupDraft:
        structures = self._cast.structures
        known = self._random.choice(structures) if structures else None
        return GroupDraft(
            organisation_id=known,
            label="" if known else self._random.choice(CLASSES),
            pupils=self._random.randint(12, 28),
            adults=self._random.randint(1, 3),
            audience_id=self._cast.audiences[catalogue.PUPIL],
            newcomers=None,
        )
