"""What the answers of guardians and of the person to one question come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.people.kinds import ConsentKind, GuardianRelation
from fablab_desk.people.models import Consent, ConsentRetraction, Guardian


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
    answers: Mapping[UUID | None, bool],
    tied: Sequence[Tied],
    *,
    is_minor: bool,
    all_known: bool = True,
) -> bool | None:
    """None while the question is open. `answers` by guardian, None: the person's own.

    Of a minor, every holder of authority must say yes, and the child may refuse; with `all_known`
    one parent of two is not enough. Whoever is of age answers alone.
    """
    if not is_minor:
        return answers.get(None)
    having = holders(tied)
    if answers.get(None) is False or any(answers.get(one.id) is False for one in having):
        return False
    enough = bool(having) and (are_all(having) or not all_known)
    return True if enough and all(answers.get(one.id) for one in having) else None


@dataclass(slots=True)
class Answers:
    """The newest answer of each one asked, and the day of the last."""

    given: dict[UUID | None, bool] = field(default_factory=dict)
    guardians: list[Tie] = field(default_factory=list)
    last_on: date | None = None

    def agreed(self, *, is_minor: bool, all_known: bool = True) -> bool | None:
        return agreed(self.given, self.guardians, is_minor=is_minor, all_known=all_known)


def answers_about(
    session: Session, kind: ConsentKind, person_ids: Sequence[UUID], day: date
) -> dict[UUID, Answers]:
    """As of that day; those who never answered are there too."""
    found = {key: Answers() for key in person_ids}
    tied = select(Guardian.child_id, Guardian.guardian_id, Guardian.relation, Guardian.sole_holder)
    said = (
        select(Consent.person_id, Consent.by_guardian_id, Consent.given, Consent.given_on)
        .outerjoin(ConsentRetraction, ConsentRetraction.consent_id == Consent.id)
        .where(
            Consent.kind == kind,
            Consent.given_on <= day,
            ConsentRetraction.consent_id.is_(None),
        )
        .order_by(Consent.given_on, Consent.id)
    )
    for chunk in chunks(found):
        for child, key, relation, alone in session.execute(
            tied.where(Guardian.child_id.in_(chunk))
        ):
            found[child].guardians.append(Tie(key, relation, alone))
        for person, by, given, on in session.execute(said.where(Consent.person_id.in_(chunk))):
            found[person].given[by], found[person].last_on = given, on
    return found
