"""What the answers of guardians and of the person to one question come to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.people.kinds import ConsentKind, GuardianRelation, Medium
from fablab_desk.people.models import Consent, ConsentRetraction, Guardian
from fablab_desk.people.pieces import FOR_EVER, last_day_as_minor
from fablab_desk.people.rows import born_for_majority
from fablab_desk.people.versions import Versions

EVERYWHERE = frozenset(Medium)


class Tied(Protocol):
    """Somebody beside a minor: a parent, a guardian, or whoever they trust."""

    @property
    def id(self) -> UUID: ...
    @property
    def relation(self) -> GuardianRelation | None: ...
    @property
    def sole_holder(self) -> bool: ...


T = TypeVar("T", bound=Tied)


@dataclass(frozen=True, slots=True)
class Tie:
    id: UUID
    relation: GuardianRelation | None = GuardianRelation.PARENT
    sole_holder: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """An answer; of a yes about pictures, where they may be shown and through which day."""

    given: bool
    media: frozenset[Medium] = EVERYWHERE
    until: date = FOR_EVER
    version: str = ""  # of the wording, where it is one of the lab's


@dataclass(frozen=True, slots=True)
class Agreement:
    """What all answers come to; `given` None: the question is open. Days are included."""

    given: bool | None = None
    media: frozenset[Medium] = frozenset()
    until: date = FOR_EVER
    ended_on: date | None = None  # of an agreement that is over, its last day

    @property
    def is_partial(self) -> bool:
        return bool(self.given) and self.media != EVERYWHERE


def holders(tied: Sequence[T]) -> list[T]:
    """Who has parental authority: whoever has it alone, or else all but those only trusted."""
    having = [one for one in tied if one.relation is not GuardianRelation.OTHER]
    return [one for one in having if one.sole_holder] or having


def are_all(having: Sequence[Tied]) -> bool:
    """Whether nobody is missing: two, or one who has it alone or was named by a court."""
    alone = any(one.sole_holder or one.relation is GuardianRelation.GUARDIAN for one in having)
    return alone or len(having) > 1


def lacks_other(tied: Sequence[Tied]) -> bool:
    """Whether one parent is known, and nobody else who would have to agree too."""
    having = holders(tied)
    return bool(having) and not are_all(having)


def agreed(
    answers: Mapping[UUID | None, Said],
    tied: Sequence[Tied],
    *,
    born: date | None,
    day: date,
    all_known: bool = True,
) -> Agreement:
    """As of that day. `answers` by guardian, None: the person's own.

    Of a minor, every holder of authority must say yes, and the child may refuse; with `all_known`
    one parent of two is not enough. Whoever is of age answers alone. A yes ends with its last day,
    that of guardians with the minority at the latest.
    """
    own = answers.get(None)
    if born is None or born <= born_for_majority(day):
        return _together([own] if own else [], 1, day)
    having = holders(tied)
    theirs = [answers[one.id] for one in having if one.id in answers]
    wanted = len(having) if are_all(having) or not all_known else len(having) + 1
    heard = [own] if own and (own.until >= day or not own.given) else []
    came_to = _together(theirs, wanted or 1, day, heard)
    if came_to.given is None:
        return came_to
    grown = last_day_as_minor(born)
    if came_to.until >= grown:  # from then on their own answer counts
        until = max(grown, own.until) if own else grown
        return Agreement(came_to.given, came_to.media, until)
    return came_to


def _together(
    answers: Sequence[Said], wanted: int, day: date, heard: Sequence[Said] = ()
) -> Agreement:
    """`heard`: the child's own view, which may refuse and narrow, and which nothing waits for."""
    if any(not one.given for one in (*answers, *heard)):
        return Agreement(given=False)
    over = [one.until for one in answers if one.until < day]
    if over or len(answers) < wanted:
        return Agreement(ended_on=max(over, default=None))
    until = min(one.until for one in answers)
    media = EVERYWHERE.intersection(*(one.media for one in (*answers, *heard)))
    # Each agrees to something else: there is nowhere they may be shown.
    return Agreement(bool(media), media, until)


@dataclass(slots=True)
class Answers:
    """The newest answer of each one asked, and the day of the last."""

    given: dict[UUID | None, Said] = field(default_factory=dict)
    guardians: list[Tie] = field(default_factory=list)
    last_on: date | None = None

    def agreed(self, born: date | None, day: date, *, all_known: bool = True) -> Agreement:
        return agreed(self.given, self.guardians, born=born, day=day, all_known=all_known)


def answers_about(
    session: Session, kind: ConsentKind, person_ids: Sequence[UUID], day: date
) -> dict[UUID, Answers]:
    """As of that day; those who never answered are there too."""
    found = {key: Answers() for key in person_ids}
    versions = Versions.of(session, kind)
    tied = select(Guardian.child_id, Guardian.guardian_id, Guardian.relation, Guardian.sole_holder)
    said = (
        select(
            *(Consent.person_id, Consent.by_guardian_id, Consent.given, Consent.given_on),
            *(Consent.media, Consent.valid_until, Consent.wording_id),
        )
        .outerjoin(ConsentRetraction, ConsentRetraction.consent_id == Consent.id)
        .where(
            Consent.kind == kind,
            Consent.given_on <= day,
            ConsentRetraction.consent_id.is_(None),
        )
        .order_by(Consent.given_on, Consent.id)
    )
    for chunk in chunks(found):
        ties = session.execute(tied.where(Guardian.child_id.in_(chunk)))
        for child, key, relation, alone in ties:
            found[child].guardians.append(Tie(key, relation, alone))
        rows = session.execute(said.where(Consent.person_id.in_(chunk)))
        for person, by, given, on, media, until, wording_id in rows:
            last = versions.last_day(wording_id, on, until) if given else FOR_EVER
            version = versions.label(wording_id)
            found[person].given[by] = Said(given, where_shown(media), last, version)
            found[person].last_on = on
    return found


def where_shown(media: Iterable[str]) -> frozenset[Medium]:
    """None named: as it was worded, wherever that is."""
    return frozenset(map(Medium, media)) or EVERYWHERE
