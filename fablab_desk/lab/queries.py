"""What can be asked about the lab."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.lab.figures import FigureKind, FigureRow
from fablab_desk.lab.kinds import VatRegime
from fablab_desk.lab.models import (
    Audience,
    Carrier,
    CarrierVat,
    DocumentText,
    EarlierFigure,
    Lab,
)
from fablab_desk.lab.texts import find_seed_text

NOT_SET_UP = UUID(int=0)
USUAL_ZONE = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Settings:
    """What every act needs to know of the lab; a lab not yet set up has the usual values."""

    lab_id: UUID = NOT_SET_UP
    name: str = ""
    zone: ZoneInfo = USUAL_ZONE
    day_ends_at: time = time(4)
    fiscal_month: int = 1
    asks_login: bool = False
    idle_minutes: int = 15
    gift_cap: Decimal | None = None  # of material that an animator may offer at once
    version: int = 0


@dataclass(frozen=True, slots=True)
class AudienceRow:
    id: UUID
    label: str
    position: int
    carrier_id: UUID | None
    archived_on: date | None
    version: int


_SETTINGS = select(  # made once: every act asks
    Lab.id,
    Lab.name,
    Lab.zone_name,
    Lab.day_ends_at,
    Lab.fiscal_month,
    Lab.asks_login,
    Lab.idle_minutes,
    Lab.gift_cap,
    Lab.version,
)


def find_settings(session: Session) -> Settings:
    found = session.execute(_SETTINGS).one_or_none()
    if found is None:
        return Settings()
    lab_id, name, zone, ends_at, month, asks, idle, cap, version = found
    return Settings(lab_id, name, ZoneInfo(zone), ends_at, month, asks, idle, cap, version)


def load_carrier(session: Session, carrier_id: UUID | None = None) -> Carrier:
    """The carrier asked for, or the main one."""
    if carrier_id is not None:
        return session.get_one(Carrier, carrier_id)
    return session.scalars(select(Carrier).where(Carrier.is_main)).one()


def list_audiences(session: Session, *, archived: bool = False) -> list[AudienceRow]:
    wanted = select(
        Audience.id,
        Audience.label,
        Audience.position,
        Audience.carrier_id,
        Audience.archived_on,
        Audience.version,
    ).order_by(Audience.position, Audience.label)
    if not archived:
        wanted = wanted.where(Audience.archived_on.is_(None))
    return [AudienceRow(*row) for row in session.execute(wanted)]


def text_of(session: Session, key: str, day: date) -> str:
    """The text in force that day; blank only where the lab wants none."""
    wanted = (
        select(DocumentText.text)
        .where(DocumentText.key == key, DocumentText.valid_from <= day)
        .order_by(DocumentText.valid_from.desc())
        .limit(1)
    )
    said = session.scalars(wanted).first()
    if said is None and (seed := find_seed_text(key, day)):
        return seed.text
    return said or ""


def regime_on(session: Session, carrier_id: UUID, day: date) -> VatRegime | None:
    wanted = (
        select(CarrierVat.regime)
        .where(CarrierVat.carrier_id == carrier_id, CarrierVat.valid_from <= day)
        .order_by(CarrierVat.valid_from.desc())
        .limit(1)
    )
    return session.scalars(wanted).first()


def list_figures(session: Session) -> list[FigureRow]:
    """Those taken over, the last year first, in the order of the report."""
    wanted = select(
        EarlierFigure.id,
        EarlierFigure.year,
        EarlierFigure.kind,
        EarlierFigure.number,
        EarlierFigure.source,
        EarlierFigure.version,
    )
    order = list(FigureKind)
    rows = [FigureRow(*row) for row in session.execute(wanted)]
    return sorted(rows, key=lambda row: (-row.year, order.index(row.kind)))
