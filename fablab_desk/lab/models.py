"""The lab itself: who carries it, its settings, its publics, its texts and what it closed."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Amount, Base, Key, Lines, Quantity
from fablab_desk.keys import new_key
from fablab_desk.lab.figures import FigureKind
from fablab_desk.lab.kinds import LockKind, VatRegime

FIRST_CODE = "MAIN"


class Lab(Base, kw_only=True):
    """One row: what holds for the whole lab, whoever carries it."""

    __tablename__ = "labs"
    __table_args__ = (
        CheckConstraint("fiscal_month BETWEEN 1 AND 12", name="fiscal_month_of_a_year"),
        CheckConstraint("single = 1", name="one_row"),
        UniqueConstraint("single"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    name: Mapped[str]
    zone_name: Mapped[str] = mapped_column(default="Europe/Paris")
    day_ends_at: Mapped[time] = mapped_column(default=time(4))
    fiscal_month: Mapped[int] = mapped_column(default=1)  # the fiscal year begins on its first day
    asks_login: Mapped[bool] = mapped_column(default=False)
    idle_minutes: Mapped[int] = mapped_column(default=15)  # then the screen locks; 0: never
    # What an animator may offer of one use: material of a failed print. None: nothing.
    gift_cap: Mapped[Amount | None] = mapped_column(default=None)
    single: Mapped[int] = mapped_column(default=1, init=False)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)


class Carrier(Base, kw_only=True):
    """A structure that carries the lab: its identity on papers, its numbering, its bank."""

    __tablename__ = "carriers"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    legal_form: Mapped[str] = mapped_column(default="")
    address: Mapped[Lines] = mapped_column(default="")  # lines
    postal_code: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")  # E.164
    website: Mapped[str] = mapped_column(default="")
    siret: Mapped[str] = mapped_column(default="")
    rna: Mapped[str] = mapped_column(default="")
    training_body: Mapped[str] = mapped_column(default="")  # of its declaration of activity
    vat_number: Mapped[str] = mapped_column(default="")
    iban: Mapped[str] = mapped_column(default="")
    bic: Mapped[str] = mapped_column(default="")
    account_holder: Mapped[str] = mapped_column(default="")  # blank: its name
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)  # PNG or JPEG
    is_main: Mapped[bool] = mapped_column(default=False)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)

    @property
    def label(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """What its papers' numbers begin with: nothing for the one the lab was set up with.

        It never changes, whoever is the main one, so that no series ever passes to another.
        """
        return "" if self.code == FIRST_CODE else f"{self.code}-"


class CarrierVat(Base, kw_only=True):
    """Under which VAT regime a carrier stands from a day on."""

    __tablename__ = "carrier_vat"
    __table_args__ = (UniqueConstraint("carrier_id", "valid_from"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    carrier_id: Mapped[UUID] = mapped_column(ForeignKey("carriers.id"))
    valid_from: Mapped[date]
    regime: Mapped[VatRegime]


class Audience(Base, kw_only=True):
    """One of the publics the lab counts."""

    __tablename__ = "audiences"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=0)
    carrier_id: Mapped[UUID | None] = mapped_column(ForeignKey("carriers.id"), default=None)
    archived_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class DocumentText(Base, kw_only=True):
    """A text printed on papers from a day on, with its source; frozen on what is issued."""

    __tablename__ = "document_texts"
    __table_args__ = (UniqueConstraint("key", "valid_from"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    key: Mapped[str]
    valid_from: Mapped[date]
    text: Mapped[Lines]
    source: Mapped[str] = mapped_column(default="")


class EarlierFigure(Base, kw_only=True):
    """A number of a year before the program counted, as the lab knew it."""

    __tablename__ = "earlier_figures"
    __table_args__ = (UniqueConstraint("year", "kind"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    year: Mapped[int]
    kind: Mapped[FigureKind]
    number: Mapped[Quantity]
    source: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class PeriodLock(Base, kw_only=True):
    """Up to which day a kind of record is closed; each change is a row, the newest counts."""

    __tablename__ = "period_locks"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    kind: Mapped[LockKind] = mapped_column(index=True)
    through: Mapped[date | None]  # None: open again
    at: Mapped[datetime]
    reason: Mapped[Lines] = mapped_column(default="")
