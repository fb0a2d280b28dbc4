"""What a file of first visits would do, line by line."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from fablab_desk.care.near_people import NearPeople, Proposed
from fablab_desk.clock import format_day
from fablab_desk.db.chunks import let_go
from fablab_desk.db.search import normalise
from fablab_desk.i18n import current
from fablab_desk.overview.list_columns import OpenedList
from fablab_desk.overview.list_fates import Chosen, LineFate, ListLine
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.people.exchange.first_visits import (
    columns_of_first_visits,
    numbered,
    only_first_visits,
    unsure_lines,
)
from fablab_desk.people.exchange.making import preview_members
from fablab_desk.people.exchange.preview import Preview, Progress, Proposal, Verdict

Doubts = Mapping[int, tuple[Proposed, ...]]


def preview_first_visits(
    session: Session,
    opened: OpenedList,
    columns: Mapping[str, str],
    today: date,
    chosen: Chosen,
    progress: Progress,
) -> Preview:
    meant = columns_of_first_visits({title: ImportField(what) for what, title in columns.items()})
    sheet, meant = numbered(
        opened.sheet, meant, {line: person.number for line, person in chosen.items()}
    )
    whole = preview_members(session, sheet, opened.source, meant, today, progress=progress)
    found, read = only_first_visits(whole), list(whole.proposals)
    del whole
    let_go(read)
    return found


def doubts_of(
    session: Session, preview: Preview, chosen: Chosen, progress: Progress
) -> tuple[Doubts, Doubts]:
    """Whom unsure lines may mean, and those of which somebody said it already."""
    near = NearPeople(session)
    unsure = list(unsure_lines(preview))
    doubts: dict[int, tuple[Proposed, ...]] = {}
    for done, one in enumerate(unsure):
        progress(done, len(unsure))
        doubts[one.line] = near.of(normalise(one.name))
    said = {line: near.of(normalise(person.name)) for line, person in chosen.items()}
    near.close()
    return doubts, said


def lines_of_first_visits(preview: Preview, doubts: Doubts, said: Doubts) -> Sequence[ListLine]:
    """`said` holds whom the lines may mean of which somebody said it."""
    found = [
        ListLine(
            one.line,
            _told(one),
            LineFate.TAKEN if one.verdict is Verdict.CHANGED else LineFate.KNOWN,
            one.notes,
            said.get(one.line, ()),
        )
        for one in preview.proposals
    ]
    for one in preview.refused:
        people = said.get(one.line) or doubts.get(one.line, ())
        fate = LineFate.UNSURE if doubts.get(one.line) else LineFate.REFUSED
        found.append(ListLine(one.line, one.name, fate, one.reasons, people))
    return sorted(found, key=lambda one: one.line)


def _told(one: Proposal) -> str:
    days = [
        " → ".join(
            format_day(day, current(), short=True) for day in (change.old, change.new) if day
        )
        for change in one.changes
    ]
    return " · ".join((one.name, *days))
