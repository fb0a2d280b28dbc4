"""Issued papers, kept byte for byte and chained, and the counters of their numbers."""

from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key, Lines, Unbounded
from fablab_desk.i18n import mark
from fablab_desk.keys import new_key
from fablab_desk.papers.errors import SeriesFullError

LAST_NUMBER = 99_999


class Series(StrEnum):
    """The value begins each number of the series."""

    ATTESTATION = "A"
    RECEIPT = "R"
    CLOSING = "C"
    INVOICE = "F"
    CREDIT_NOTE = "AV"


class PaperKind(StrEnum):
    MEMBERSHIP_ATTESTATION = "membership_attestation"
    PRESENCE_ATTESTATION = "presence_attestation"
    TRAINING_ATTESTATION = "training_attestation"
    TRAINING_PRESENCE = "training_presence"
    COMPLETION_CERTIFICATE = "completion_certificate"
    CERTIFICATION = "certification"
    RECEIPT = "receipt"
    TILL_CLOSING = "till_closing"
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    PaperKind.MEMBERSHIP_ATTESTATION: mark("Membership attestation"),
    PaperKind.PRESENCE_ATTESTATION: mark("Attestation of presence"),
    PaperKind.TRAINING_ATTESTATION: mark("Training attestation"),
    PaperKind.TRAINING_PRESENCE: mark("Attestation of presence at a training"),
    PaperKind.COMPLETION_CERTIFICATE: mark("Certificate of completion"),
    PaperKind.CERTIFICATION: mark("Machine certification"),
    PaperKind.RECEIPT: mark("Receipt"),
    PaperKind.TILL_CLOSING: mark("Till closing"),
    PaperKind.INVOICE: mark("Invoice"),
    PaperKind.CREDIT_NOTE: mark("Credit note"),
}


class PaperCounter(Base, kw_only=True):
    """The last number of a carrier's series and year; its row is what two desks queue on."""

    __tablename__ = "paper_counters"

    carrier_id: Mapped[UUID] = mapped_column(ForeignKey("carriers.id"), primary_key=True)
    series: Mapped[Series] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
    last_at: Mapped[datetime]
    last_on: Mapped[date]

    def take(self, prefix: str, at: datetime, on: date) -> str:
        """The next number; a clock that was set back never dates it before the last one."""
        if self.last >= LAST_NUMBER:
            raise SeriesFullError(f"{prefix}{self.series.value}", self.year)
        self.last += 1
        self.last_at = max(self.last_at, at)
        self.last_on = max(self.last_on, on)
        return number_of(prefix, self.series, self.year, self.last)


def number_of(prefix: str, series: Series, year: int, position: int) -> str:
    """The prefix is the carrier's."""
    return f"{prefix}{series.value}{year:04}-{position:05}"


class PaperHead(Base, kw_only=True):
    """The last link of the chain over all papers of the base."""

    __tablename__ = "paper_heads"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    hash: Mapped[str]


class SigningKey(Base, kw_only=True):
    """The public half of a key that signed papers here; the private one is never in the base."""

    __tablename__ = "signing_keys"

    key_id: Mapped[str] = mapped_column(primary_key=True)
    public_key: Mapped[bytes]
    valid_from: Mapped[datetime]


class Paper(Base, kw_only=True):
    __tablename__ = "papers"
    __table_args__ = (CheckConstraint("position > 0", name="position_positive"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    position: Mapped[int] = mapped_column(unique=True)
    number: Mapped[str] = mapped_column(unique=True)
    series: Mapped[Series]
    kind: Mapped[PaperKind]
    subject_id: Mapped[UUID] = mapped_column(index=True)  # a record of any room to the right
    replaces_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("papers.id"), unique=True, default=None
    )
    issued_at: Mapped[datetime]
    issued_on: Mapped[date]
    title: Mapped[str]
    payload: Mapped[Unbounded]
    signature: Mapped[bytes]
    key_id: Mapped[str] = mapped_column(ForeignKey("signing_keys.key_id"))
    sha256: Mapped[str]
    pdf: Mapped[bytes] = mapped_column(deferred=True)
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)

    def link(self) -> str:
        """The hash of all that the paper is, its bytes by their digest, and of the link before."""
        said = (
            self.previous,
            str(self.position),
            str(self.id),
            self.number,
            self.series.value,
            self.kind.value,
            str(self.subject_id),
            str(self.replaces_id or ""),
            self.issued_at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.issued_on.isoformat(),
            self.title,
            self.payload,
            self.signature.hex(),
            self.key_id,
            self.sha256,
        )
        return sha256("\x1f".join(said).encode()).hexdigest()


class PaperRevocation(Base, kw_only=True):
    """A paper no longer counts; with what replaced it, if anything did."""

    __tablename__ = "paper_revocations"

    paper_id: Mapped[UUID] = mapped_column(ForeignKey("papers.id"), primary_key=True)
    at: Mapped[datetime]
    on: Mapped[date] = mapped_column("revoked_on")
    reason: Mapped[Lines]
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("papers.id"), default=None)
