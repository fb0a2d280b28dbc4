"""A file that only tells when people first came: nobody is enrolled, nothing else changes."""

from dataclasses import replace

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.people.exchange.columns import Columns
from fablab_desk.people.exchange.fields import FIELD_TEXTS, ImportField
from fablab_desk.people.exchange.preview import Preview, Proposal, Refusal, Verdict

FIRST_VISIT = ImportField.FIRST_VISIT_ON
WHO = frozenset(
    {
        *(ImportField.NUMBER, ImportField.LAST_NAME, ImportField.FIRST_NAME),
        *(ImportField.FULL_NAME, ImportField.ORGANISATION, ImportField.SIRET),
        *(ImportField.BIRTH_DATE, ImportField.EMAIL, ImportField.OUTSIDE_NUMBER),
    }
)


class NobodyHereError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} is not on file here: import the members of the file first."), name=name
        )


class NoFirstVisitColumnError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("No column is titled “{title}”: it holds the days."),
            title=FIELD_TEXTS[FIRST_VISIT],
        )


def columns_of_first_visits(columns: Columns) -> dict[str, ImportField]:
    """Who it is, and the day; other columns are not read."""
    if FIRST_VISIT not in columns.values():
        raise NoFirstVisitColumnError
    return {title: field for title, field in columns.items() if field in {*WHO, FIRST_VISIT}}


def only_first_visits(preview: Preview) -> Preview:
    """An earlier day than the one known, of people who are known."""
    known = [_narrowed(one) for one in preview.proposals if one.verdict is not Verdict.NEW]
    strangers = [
        Refusal(one.line, (NobodyHereError(one.name),), one.name) for one in preview.of(Verdict.NEW)
    ]
    refused = sorted((*preview.refused, *strangers), key=lambda refusal: refusal.line)
    return replace(preview, proposals=tuple(known), payers=(), refused=tuple(refused))


def _narrowed(one: Proposal) -> Proposal:
    changes = tuple(change for change in one.changes if change.column == FIRST_VISIT.value)
    verdict = Verdict.CHANGED if changes else Verdict.UNCHANGED
    columns = {change.column: change.new for change in changes}
    return replace(one, changes=changes, columns=columns, verdict=verdict)
