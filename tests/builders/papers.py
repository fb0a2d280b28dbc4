from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from builders import Worker
from fablab_desk.db.database import Database
from fablab_desk.documents.page import Page, Paragraph, SealBlock
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import load_carrier
from fablab_desk.papers.issue import Issued, issue_paper
from fablab_desk.papers.models import PaperKind, Series
from fablab_desk.staff.act import Act

YEAR = (date(2026, 3, 2), date(2027, 3, 1))


def a_page(issued: Issued) -> Page:
    return Page(
        title="Attestation d’adhésion",
        blocks=(Paragraph("Ada est adhérente."), SealBlock(issued.seal_text, "Attestation signée")),
    )


def issue(
    act: Act,
    key: UUID,
    *,
    series: Series = Series.ATTESTATION,
    subject_id: UUID | None = None,
    subject_text: str = "Ada Lovelace",
    replaces: UUID | None = None,
    carrier_id: UUID | None = None,
) -> str:
    """Its number."""
    kinds = {
        Series.ATTESTATION: PaperKind.MEMBERSHIP_ATTESTATION,
        Series.RECEIPT: PaperKind.RECEIPT,
        Series.CLOSING: PaperKind.TILL_CLOSING,
    }
    paper = issue_paper(
        act,
        key=key,
        series=series,
        kind=kinds[series],
        subject_id=subject_id or key,
        subject_text=subject_text,
        valid=YEAR if series is Series.ATTESTATION else None,
        lay_out=a_page,
        carrier=load_carrier(act.session, carrier_id),
        replaces=replaces,
        reason="wrong name" if replaces else "",
    )
    return paper.number


def a_paper(
    worker: Worker,
    series: Series = Series.ATTESTATION,
    replaces: UUID | None = None,
    carrier_id: UUID | None = None,
) -> UUID:
    key = new_key()
    worker.does(
        lambda act: issue(act, key, series=series, replaces=replaces, carrier_id=carrier_id)
    )
    return key


@contextmanager
def a_forger(database: Database) -> Iterator[Session]:
    """Writes as somebody does who holds the base's file and takes its guards away first."""
    with database.writing() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            found = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            for name in found.all():
                session.execute(text(f"DROP TRIGGER {name}"))
        yield session
