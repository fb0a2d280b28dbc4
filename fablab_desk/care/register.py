"""The register of what is done with personal data: its rows, drafts, and those it begins with."""

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.models import Processing
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.lab.drafts import LONGEST, Found
from fablab_desk.lab.errors import LongFieldError
from fablab_desk.lab.premises_errors import NamelessEntryError, NoDayError
from fablab_desk.paths import read_data

MOST = 4000
PARTS = (
    ("purpose", mark("Purpose")),
    ("basis", mark("Lawful basis")),
    ("people_told", mark("Whose data")),
    ("data_told", mark("Data")),
    ("recipients", mark("Recipients")),
    ("kept_for", mark("Kept for")),
    ("security", mark("Protected by")),
)


class UnsaidPartError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The register has to say it, were it only “none”."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingDraft:
    label: str
    purpose: str = ""
    basis: str = ""
    people_told: str = ""
    data_told: str = ""
    recipients: str = ""
    kept_for: str = ""
    security: str = ""
    valid_from: date | None = None

    def checked(self) -> tuple["ProcessingDraft", Found]:
        """Without stray blanks, and every problem it has by itself."""
        said = {name: getattr(self, name).strip() for name, _ in PARTS}
        tidy = replace(self, label=" ".join(self.label.split()), **said)
        found: Found = []
        if not tidy.label:
            found.append(("label", NamelessEntryError()))
        elif len(tidy.label) > LONGEST:
            found.append(("label", LongFieldError(LONGEST)))
        for name, text in said.items():
            if not text:
                found.append((name, UnsaidPartError()))
            elif len(text) > MOST:
                found.append((name, LongFieldError(MOST)))
        if tidy.valid_from is None:
            found.append(("valid_from", NoDayError()))
        return tidy, found


@dataclass(frozen=True, slots=True)
class ProcessingRow:
    id: UUID
    label: str
    purpose: str
    basis: str
    people_told: str
    data_told: str
    recipients: str
    kept_for: str
    security: str
    valid_from: date
    position: int
    archived_on: date | None
    version: int


@cache
def list_usual_processings() -> tuple[ProcessingDraft, ...]:
    return tuple(ProcessingDraft(**row) for row in read_data("usual_processings.json"))


def list_processings(session: Session, *, archived: bool = False) -> list[ProcessingRow]:
    names = [field.name for field in fields(ProcessingRow)]
    wanted = select(*(getattr(Processing, name) for name in names))
    if not archived:
        wanted = wanted.where(Processing.archived_on.is_(None))
    ordered = wanted.order_by(Processing.position, Processing.label)
    return [ProcessingRow(*row) for row in session.execute(ordered)]
