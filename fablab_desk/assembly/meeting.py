"""What the papers of an assembly say of it, of its voters and of the lab."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from fablab_desk.assembly.figures import Figures, count_attendance
from fablab_desk.assembly.kinds import AssemblyKind, Presence
from fablab_desk.assembly.models import Assembly
from fablab_desk.assembly.voters import VoterRow, called, list_voters, representatives, voters_now
from fablab_desk.documents.address import address_block
from fablab_desk.documents.page import Letterhead
from fablab_desk.lab.letterhead import letterhead_of
from fablab_desk.lab.queries import find_settings, load_carrier, text_of
from fablab_desk.people.countries import country_name
from fablab_desk.people.models import Party
from fablab_desk.people.numbers import member_number

NOTE = "assembly_convocation_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`at` in the lab's zone; `convened_on` is the day asked where it has not gone out yet."""

    kind: AssemblyKind
    at: datetime
    place: str
    items: tuple[str, ...]
    record_on: date
    most_proxies: int
    least_age: int | None
    is_second_call: bool
    convened_on: date
    is_closed: bool
    carrier: str
    city: str
    sender: str  # e-mail; may be blank
    note: str
    letterhead: Letterhead
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom one convocation is for; `speaker` votes for an organisation."""

    name: str
    number: int
    email: str
    recipient: tuple[str, ...]
    speaker: str | None

    @property
    def shown_number(self) -> str:
        return member_number(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    name: str
    number: str
    speaker: str | None
    presence: Presence
    holder: str | None


def load_meeting(session: Session, assembly_id: UUID, day: date) -> Meeting:
    assembly = session.get_one(Assembly, assembly_id)
    carrier = load_carrier(session, assembly.carrier_id)
    convened_on = assembly.convened_on or day
    return Meeting(
        kind=assembly.kind,
        at=assembly.at.astimezone(find_settings(session).zone),
        place=assembly.place,
        items=tuple(assembly.agenda.splitlines()),
        record_on=assembly.record_on,
        most_proxies=assembly.most_proxies,
        least_age=assembly.least_age,
        is_second_call=assembly.after_id is not None,
        convened_on=convened_on,
        is_closed=assembly.closed_at is not None,
        carrier=carrier.name,
        city=carrier.city,
        sender=carrier.email,
        note=text_of(session, NOTE, convened_on),
        letterhead=letterhead_of(session, carrier),
        figures=count_attendance(session, assembly_id, assembly.quorum),
    )


def list_addressees(
    session: Session, assembly_id: UUID, language: str, *, by_post: bool | None = None
) -> list[Addressee]:
    """In the order of names; by post: only those without an e-mail; False: those with one."""
    assembly = session.get_one(Assembly, assembly_id)
    wanted = called(assembly_id) if assembly.convened_on else voters_now(assembly)
    among: list[ColumnElement[bool]] = [Party.id.in_(wanted)]
    if by_post is not None:
        among.append(Party.email == "" if by_post else Party.email != "")
    speakers = representatives(session, assembly)
    found = session.execute(
        select(
            Party.id,
            Party.name,
            Party.number,
            Party.email,
            Party.address,
            Party.postal_code,
            Party.city,
            Party.country,
        )
        .where(*among)
        .order_by(Party.sort_name, Party.number)
    )
    return [
        Addressee(
            name=row.name,
            number=row.number,
            email=row.email,
            recipient=address_block(
                (
                    row.name,
                    speakers.get(row.id, ""),
                    *row.address.splitlines(),
                    f"{row.postal_code} {row.city}".strip(),
                    country_name(row.country, language) if row.country != "FR" else "",
                )
            ),
            speaker=speakers.get(row.id),
        )
        for row in found
    ]


def list_lines(session: Session, assembly_id: UUID) -> list[SheetLine]:
    """Everybody who votes, in the order of names."""
    assembly = session.get_one(Assembly, assembly_id)
    speakers = representatives(session, assembly)
    return [_line(row, speakers) for row in list_voters(assembly).every(session)]


def _line(row: VoterRow, speakers: dict[UUID, str]) -> SheetLine:
    return SheetLine(
        name=row.name,
        number=row.shown_number,
        speaker=speakers.get(row.id),
        presence=row.presence,
        holder=row.proxy_name,
    )
