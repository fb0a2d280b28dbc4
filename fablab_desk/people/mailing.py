"""Whom a mailing reaches: by list, audience and consent; and who has no e-mail."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.db.listing import Listing
from fablab_desk.i18n import mark, translate
from fablab_desk.identifiers import display_phone
from fablab_desk.lab.models import Audience
from fablab_desk.people.answers import answers_about
from fablab_desk.people.exchange.fields import FIELD_TEXTS, ImportField
from fablab_desk.people.kinds import ConsentKind, PartyKind, Purpose
from fablab_desk.people.labels import COLUMN_TEXTS
from fablab_desk.people.models import Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.people.rows import PersonRow
from fablab_desk.sheets.writing import Cell


@dataclass(frozen=True, slots=True)
class Addressee:
    """`name` holds all who share the e-mail; the other fields are those of the first."""

    id: UUID
    number: int
    name: str
    first_name: str
    last_name: str
    email: str
    phone: str
    address: str
    postal_code: str
    city: str
    audience: str


@dataclass(frozen=True, slots=True)
class Mailing:
    to: tuple[Addressee, ...]  # one for each e-mail
    without_email: tuple[Addressee, ...]
    unwilling: int  # who refused, or was not asked


def load_mailing(
    session: Session,
    listing: Listing[Any],
    purpose: Purpose,
    day: date,
    audiences: frozenset[UUID] = frozenset(),
) -> Mailing:
    """Those of the list who are not archived; all audiences, or only some."""
    listing = listing.narrowed(Party.archived_on.is_(None))
    if audiences:
        listing = listing.narrowed(Party.audience_id.in_(audiences))
    rows: list[PersonRow] = listing.every(session)
    wanted = [row for row in rows if purpose is Purpose.MEMBERSHIP]
    if purpose is Purpose.NEWSLETTER:
        willing = _willing(session, rows, day)
        wanted = [row for row in rows if row.id in willing]
    found = _addressees(session, [row.id for row in wanted])
    return Mailing(
        _by_email([one for one in found if one.email]),
        tuple(one for one in found if not one.email),
        len(rows) - len(wanted),
    )


def mailing_table(people: Sequence[Addressee]) -> tuple[list[str], list[list[Cell]]]:
    """The titles and the lines of a file."""
    fields = ("first_name", "last_name", "phone", "address", "postal_code", "city", "audience_id")
    header = [
        translate(mark("Number")),
        translate(COLUMN_TEXTS["email"]),
        translate(FIELD_TEXTS[ImportField.FULL_NAME]),
        *(translate(COLUMN_TEXTS[field]) for field in fields),
    ]
    lines: list[list[Cell]] = [
        [
            member_number(one.number),
            *(one.email, one.name, one.first_name, one.last_name),
            display_phone(one.phone) if one.phone else "",
            *(one.address, one.postal_code, one.city, one.audience),
        ]
        for one in people
    ]
    return header, lines


def beside(file: Path) -> Path:
    """Where those without an e-mail go."""
    return file.with_name(f"{file.stem} - {translate(mark('without e-mail'))}{file.suffix}")


def _by_email(people: Sequence[Addressee]) -> tuple[Addressee, ...]:
    sharing = defaultdict[str, list[Addressee]](list)
    for one in people:
        sharing[one.email.casefold()].append(one)
    return tuple(_together(group) for group in sharing.values())


def _together(group: list[Addressee]) -> Addressee:
    return replace(group[0], name=", ".join(one.name for one in group))


def _addressees(session: Session, keys: Sequence[UUID]) -> list[Addressee]:
    people = Person.__table__
    first, last, audience = (
        func.coalesce(column, "")
        for column in (people.c.first_name, people.c.last_name, Audience.label)
    )
    wanted = (
        select(
            *(Party.id, Party.number, Party.name, first, last, Party.email, Party.phone),
            *(Party.address, Party.postal_code, Party.city, audience),
        )
        .outerjoin(people, people.c.id == Party.id)
        .outerjoin(Audience, Audience.id == Party.audience_id)
    )
    found = dict[UUID, Addressee]()
    for chunk in chunks(keys):
        for row in session.execute(wanted.where(Party.id.in_(chunk))):
            found[row[0]] = Addressee(*row)
    return [found[key] for key in keys]


def _willing(session: Session, rows: Sequence[PersonRow], day: date) -> set[UUID]:
    """Persons whose last answers come to a yes; of a minor, the guardians' too."""
    people = {row.id: row for row in rows if row.kind is PartyKind.PERSON}
    answers = answers_about(session, ConsentKind.NEWSLETTER, list(people), day)
    return {
        key
        for key, said in answers.items()
        if said.agreed(people[key].birth_date, day, all_known=False).given
    }
