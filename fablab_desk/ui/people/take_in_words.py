"""What is said of a line of the file that is taken in, or refused, and of them all."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.identifiers import display_phone
from fablab_desk.overview.taking_in import Fate, Line, Outcome
from fablab_desk.people.exchange.errors import TwinLineError, TwinRecordError
from fablab_desk.people.exchange.preview import Proposal, Refusal
from fablab_desk.people.kinds import GENDER_TEXTS, Gender
from fablab_desk.people.labels import COLUMN_TEXTS
from fablab_desk.people.numbers import member_number

NOTHING = "—"


def may_be_another(line: Line) -> bool:
    """Whether it is refused for looking like somebody, and nothing else."""
    return isinstance(line, Refusal) and all(
        isinstance(reason, TwinLineError | TwinRecordError) for reason in line.reasons
    )


def number_of(line: Line) -> str:
    known = line.number if isinstance(line, Proposal) else None
    return "" if known is None else member_number(known)


def sentences(line: Line, outcome: Outcome) -> Iterator[str]:
    """What changes, what is taken over, and what is to be known of it."""
    if isinstance(line, Refusal):
        yield from (say(reason) for reason in line.reasons)
        return
    changed = translate(mark("{field}: {old} → {new}"))
    for change in line.changes:
        if change.own or change.column in COLUMN_TEXTS:
            yield changed.format(
                field=change.own or translate(COLUMN_TEXTS[change.column]),
                old=_shown(change.column, change.old, outcome),
                new=_shown(change.column, change.new, outcome),
            )
    taken = outcome.memberships.get(line.line)
    if taken:
        over = translate(mark("{plan} from {first} to {last}, paid elsewhere"))
        yield over.format(
            plan=taken.plan, first=_day(taken.period.starts_on), last=_day(taken.period.ends_on)
        )
    yield from (say(note) for note in line.notes)
    if line.line in outcome.intake.notes:
        yield say(outcome.intake.notes[line.line])


def verb_of(outcome: Outcome) -> str:
    """The button says who comes in, and that nobody decided on some memberships."""
    said = [translate_many("Import {n} record", "Import {n} records", outcome.records)]
    if payers := len(outcome.preview.payers):
        said.append(translate_many("and {n} payer", "and {n} payers", payers))
    if left := outcome.intake.undecided:
        said.append(translate_many("without {n} membership", "without {n} memberships", left))
    return " ".join(said)


def written_told(outcome: Outcome) -> str:
    """What was written, in the counts of the preview."""
    created, changed = len(outcome.lines[Fate.NEW]), len(outcome.lines[Fate.CHANGED])
    payers, taken = len(outcome.preview.payers), len(outcome.memberships)
    said = (
        created and translate_many("{n} record added", "{n} records added", created),
        payers and translate_many("{n} payer added", "{n} payers added", payers),
        changed and translate_many("{n} record changed", "{n} records changed", changed),
        taken and translate_many("{n} membership taken over", "{n} memberships taken over", taken),
        (left := outcome.intake.left_out)
        and translate_many("{n} membership left aside", "{n} memberships left aside", left),
    )
    return " · ".join(part for part in said if part)


def _shown(column: str, value: object, outcome: Outcome) -> str:
    match value:
        case None | "":
            return NOTHING
        case Gender():
            return translate(GENDER_TEXTS[value])
        case date():
            return _day(value)
        case UUID():
            return outcome.audiences.get(value, NOTHING)
        case bool():
            return translate(mark("Yes")) if value else translate(mark("No"))
    return display_phone(str(value)) if column == "phone" else " ".join(str(value).split())


def _day(day: date) -> str:
    return format_day(day, current(), short=True)
