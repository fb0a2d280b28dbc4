"""What the import of members shows: the file with its columns, then what would become of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.intake import Intake, TakenOver, plan_intake
from fablab_desk.care.plan_finding import Plans
from fablab_desk.care.plan_memory import find_plans
from fablab_desk.lab.queries import list_audiences
from fablab_desk.memberships.queries import PlanRow, list_plans
from fablab_desk.people.exchange.columns import Columns, Matching, match_columns, readable_titles
from fablab_desk.people.exchange.making import preview_members
from fablab_desk.people.exchange.preview import (
    Preview,
    Progress,
    Proposal,
    Refusal,
    Source,
    Verdict,
)
from fablab_desk.people.models import ImportBatch
from fablab_desk.sheets.sheet import Sheet

SAMPLES = 2


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


VERDICTS = {
    Verdict.NEW: Fate.NEW,
    Verdict.CHANGED: Fate.CHANGED,
    Verdict.UNCHANGED: Fate.UNCHANGED,
}
Line = Proposal | Refusal


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read; `samples` are the first filled cells of each column that may be taken.

    `chosen` are the plans of an earlier file of this shape, by the normalised names in it;
    `taken_at`: this very file was taken in before.
    """

    sheet: Sheet
    source: Source
    matching: Matching
    samples: dict[str, tuple[str, ...]]
    plans: tuple[PlanRow, ...]
    chosen: Plans
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`lines` are sorted out by their fate; `audiences` name the keys that a change holds.

    `records` is how many would be written or changed, those with a membership only included.
    """

    preview: Preview
    intake: Intake
    lines: dict[Fate, list[Line]]
    records: int
    memberships: dict[int, TakenOver]  # by line
    audiences: dict[UUID, str]

    @property
    def writes(self) -> bool:
        return self.preview.writes or bool(self.intake.memberships)


def load_opened(session: Session, sheet: Sheet, source: Source) -> Opened:
    batch = select(ImportBatch.at).where(
        ImportBatch.sha256 == source.sha256, ImportBatch.undone_at.is_(None)
    )
    places = {title: place for place, title in enumerate(sheet.header)}
    return Opened(
        sheet,
        source,
        match_columns(session, sheet),
        {title: samples_of(sheet, places[title]) for title in readable_titles(sheet)},
        tuple(list_plans(session)),
        find_plans(session, sheet),
        session.scalars(batch.order_by(ImportBatch.at.desc()).limit(1)).first(),
    )


def load_outcome(
    session: Session,
    opened: Opened,
    columns: Columns,
    plans: Plans,
    confirmed: frozenset[int],
    today: date,
    progress: Progress,
) -> Outcome:
    """What taking the file in would do; `confirmed` are the lines told to be somebody else."""
    preview = preview_members(
        session, opened.sheet, opened.source, columns, today, confirmed, progress
    )
    lines: dict[Fate, list[Line]] = {fate: [] for fate in Fate}
    for proposal in preview.proposals:
        lines[VERDICTS[proposal.verdict]].append(proposal)
    lines[Fate.REFUSED].extend(preview.refused)
    intake = plan_intake(session, preview, plans)
    return Outcome(
        preview,
        intake,
        lines,
        _count_records(intake, lines),
        {one.line: one for one in intake.memberships},
        {row.id: row.label for row in list_audiences(session, archived=True)},
    )


def _count_records(intake: Intake, lines: dict[Fate, list[Line]]) -> int:
    touched = {one.party_id for one in intake.memberships}
    for fate in (Fate.NEW, Fate.CHANGED):
        touched.update(one.party_id for one in lines[fate] if isinstance(one, Proposal))
    return len(touched)


def samples_of(sheet: Sheet, place: int) -> tuple[str, ...]:
    """The first filled cells of a column, each once."""
    found: dict[str, None] = {}
    for row in sheet.rows:
        if cell := row.cells[place].strip():
            found[cell] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)
