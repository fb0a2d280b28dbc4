"""An e-mail to one person, with one of their papers, ready for the lab's own program."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.documents.mail import Mail, file_name, prepared
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.identifiers import check_email
from fablab_desk.lab.queries import load_carrier
from fablab_desk.overview.papers import papers_of
from fablab_desk.papers.queries import PaperRow, PaperState, load_with_bytes
from fablab_desk.people.models import Party
from fablab_desk.people.records import load_party


class NoEmailError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} has no e-mail: write it on the record first."), name=name)


@dataclass(frozen=True, slots=True)
class Correspondent:
    """To whom, from whom, and the papers that can go with it, the newest first."""

    name: str
    email: str
    lab: str
    papers: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class Written:
    to: str
    subject: str
    text: str
    paper_id: UUID | None


def load_correspondent(session: Session, party_id: UUID) -> Correspondent:
    """Refused where the record has no e-mail."""
    party = load_party(session, Party, party_id)
    if not party.email:
        raise NoEmailError(party.name)
    papers = [row for row in papers_of(party_id).every(session) if row.state is PaperState.VALID]
    lab = load_carrier(session).name
    return Correspondent(party.name, party.email, lab, tuple(papers))


def write_mail(session: Session, written: Written, now: datetime) -> tuple[str, bytes]:
    """The name and the bytes of an .eml file."""
    papers: list[tuple[str, bytes]] = []
    if written.paper_id:
        paper, pdf = load_with_bytes(session, written.paper_id)
        papers.append((f"{paper.number}.pdf", pdf))
    mail = Mail(
        sender=load_carrier(session).email,
        to=check_email(written.to),
        subject=written.subject,
        text=written.text,
        papers=papers,
        made_at=now,
    )
    return file_name(written.to, ending=".eml"), prepared(mail)
