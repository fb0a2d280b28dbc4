"""What can be asked about assemblies."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.assembly.drafts import AssemblyDraft
from fablab_desk.assembly.figures import Figures, count_attendance
from fablab_desk.assembly.kinds import AssemblyKind
from fablab_desk.assembly.models import Assembly
from fablab_desk.assembly.voters import (
    Changes,
    count_unaged,
    count_voters,
    count_without_email,
    list_changes,
)
from fablab_desk.lab.models import Carrier


@dataclass(frozen=True, slots=True)
class AssemblyRow:
    id: UUID
    carrier_id: UUID
    carrier: str  # its name; blank where a single structure ever carried the lab
    kind: AssemblyKind
    at: datetime
    day: date
    place: str
    agenda: str
    record_on: date
    quorum: int | None
    most_proxies: int
    least_age: int | None
    after_id: UUID | None
    convened_on: date | None
    closed_at: datetime | None
    version: int
    voters: int
    figures: Figures | None  # once it is convened

    def draft(self, zone: ZoneInfo) -> AssemblyDraft:
        return AssemblyDraft(
            kind=self.kind,
            day=self.day,
            begins=self.at.astimezone(zone).time(),
            place=self.place,
            agenda=self.agenda,
            record_on=self.record_on,
            quorum=self.quorum,
            most_proxies=self.most_proxies,
            least_age=self.least_age,
            after_id=self.after_id,
            carrier_id=self.carrier_id,
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """What to know before the convocation goes out, and since."""

    voters: int
    without_email: int
    unaged: int
    changes: Changes | None  # once it is convened


def list_assemblies(session: Session) -> list[AssemblyRow]:
    """The newest first."""
    wanted = select(Assembly).order_by(Assembly.at.desc(), Assembly.id.desc())
    return [_row(session, one) for one in session.scalars(wanted)]


def load_assembly(session: Session, assembly_id: UUID) -> AssemblyRow:
    return _row(session, session.get_one(Assembly, assembly_id))


def prepared(session: Session, assembly_id: UUID) -> Prepared:
    assembly = session.get_one(Assembly, assembly_id)
    return Prepared(
        voters=count_voters(session, assembly),
        without_email=count_without_email(session, assembly),
        unaged=count_unaged(session, assembly),
        changes=list_changes(session, assembly) if assembly.convened_on else None,
    )


def _carrier(session: Session, carrier_id: UUID) -> str:
    """Archived ones count: what they held is still told apart."""
    names = dict(session.execute(select(Carrier.id, Carrier.name)).all())
    return names[carrier_id] if len(names) > 1 else ""


def _row(session: Session, one: Assembly) -> AssemblyRow:
    figures = count_attendance(session, one.id, one.quorum) if one.convened_on else None
    voters = figures.voters if figures else count_voters(session, one)
    return AssemblyRow(
        one.id,
        one.carrier_id,
        _carrier(session, one.carrier_id),
        one.kind,
        one.at,
        one.day,
        one.place,
        one.agenda,
        one.record_on,
        one.quorum,
        one.most_proxies,
        one.least_age,
        one.after_id,
        one.convened_on,
        one.closed_at,
        one.version,
        voters,
        figures,
    )
