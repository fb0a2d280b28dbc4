"""Which structure a record belongs to, when several carry the lab."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.lab.drafts import CarrierDraft
from fablab_desk.lab.kinds import VatRegime
from fablab_desk.lab.models import Audience, Carrier
from fablab_desk.lab.queries import load_carrier, regime_on


@dataclass(frozen=True, slots=True)
class CarrierRow:
    """`regime` is the one in force on the day that was asked."""

    id: UUID
    code: str
    prefix: str  # of its papers' numbers
    identity: CarrierDraft
    is_main: bool
    archived_on: date | None
    regime: VatRegime | None
    version: int

    @property
    def label(self) -> str:
        return self.identity.name


def carrier_of(article: UUID | None, audience: UUID | None) -> UUID | None:
    """Of a membership or a sale: its article's, else its audience's; None: the main one."""
    return article or audience


def are_several(session: Session) -> bool:
    """Only then do forms ask which."""
    wanted = select(func.count()).select_from(Carrier).where(Carrier.archived_on.is_(None))
    return session.scalars(wanted).one() > 1


def load_audience_carrier(session: Session, audience_id: UUID | None) -> Carrier:
    """Of what concerns somebody of that audience, nothing being sold."""
    audience = session.get(Audience, audience_id) if audience_id else None
    return load_carrier(session, carrier_of(None, audience.carrier_id if audience else None))


def load_audience_carriers(session: Session) -> dict[UUID, Carrier]:
    """Of each audience that belongs to one; all other people are the main one's."""
    wanted = select(Audience.id, Carrier).join(Carrier, Carrier.id == Audience.carrier_id)
    return dict(session.execute(wanted).all())


def identity_of(carrier: Carrier) -> CarrierDraft:
    return CarrierDraft(**{name: getattr(carrier, name) for name in CarrierDraft.__slots__})


def list_carrier_rows(session: Session, day: date) -> list[CarrierRow]:
    """The main one first, those archived last."""
    wanted = select(Carrier).order_by(
        Carrier.is_main.desc(), Carrier.archived_on.is_not(None), Carrier.name
    )
    return [
        CarrierRow(
            row.id,
            row.code,
            row.prefix,
            identity_of(row),
            row.is_main,
            row.archived_on,
            regime_on(session, row.id, day),
            row.version,
        )
        for row in session.scalars(wanted)
    ]
