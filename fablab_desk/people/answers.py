"""What the answers of guardians and of the person to one question come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.people.kinds import ConsentKind
from fablab_desk.people.models import Consent, ConsentRetraction, Guardian


def agreed(
    answers: Mapping[UUID | None, bool], guardians: Sequence[tuple[UUID, bool]], *, is_minor: bool
) -> bool | None:
    """None while the question is open. `answers` by guardian, None: the person's own.

    Of a minor, every guardian must say yes, or whoever holds the authority alone (`True` beside
    the key), and the child may refuse; whoever is of age answers alone.
    """
    if not is_minor:
        return answers.get(None)
    if False in answers.values():
        return False
    asked = [key for key, is_sole in guardians if is_sole] or [key for key, _ in guardians]
    return True if asked and all(answers.get(key) for key in asked) else None


@dataclass(slots=True)
class Answers:
    """The newest answer of each one asked, and the day of the last."""

    given: dict[UUID | None, bool] = field(default_factory=dict)
    guardians: list[tuple[UUID, bool]] = field(default_factory=list)
    last_on: date | None = None

    def agreed(self, *, is_minor: bool) -> bool | None:
        return agreed(self.given, self.guardians, is_minor=is_minor)


def answers_about(
    session: Session, kind: ConsentKind, person_ids: Sequence[UUID], day: date
) -> dict[UUID, Answers]:
    """As of that day; those who never answered are there too."""
    found = {key: Answers() for key in person_ids}
    tied = select(Guardian.child_id, Guardian.guardian_id, Guardian.sole_holder)
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
        for child, guardian, is_sole in session.execute(tied.where(Guardian.child_id.in_(chunk))):
            found[child].guardians.append((guardian, is_sole))
        for person, by, given, on in session.execute(said.where(Consent.person_id.in_(chunk))):
            found[person].given[by], found[person].last_on = given, on
    return found
