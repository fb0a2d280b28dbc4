"""What an import does besides its lines, in sentences: payers added, memberships left aside."""

from collections.abc import Iterator, Sequence

from fablab_desk.care.intake import Intake
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.overview.taking_in import Fate, Outcome
from fablab_desk.people.exchange.preview import Preview

NAMED = 3  # the others are counted


def payers_told(preview: Preview) -> str:
    """How many payers who stand in no line are enrolled too, and who; or nothing."""
    if not preview.payers:
        return ""
    said = translate_many(
        "{n} payer who stands in no line is added",
        "{n} payers who stand in no line are added",
        len(preview.payers),
    )
    names = _some([payer.reading.name for payer in preview.payers])
    return translate(mark("{what}: {said}")).format(what=said, said=f"{names}.")


def open_told(intake: Intake, labels: Sequence[str]) -> str:
    """How many memberships would be left aside, and which choices bring them in; or nothing."""
    left = sum(one.left for one in intake.named if one.label in labels)
    if not left:
        return ""
    brings = translate(mark("To take them over, choose a plan for: {labels}."))
    return f"{_left_aside(left)} {brings.format(labels=_some([quoted(label) for label in labels]))}"


def undecided_told(intake: Intake) -> str:
    """The same where nobody can choose; or nothing."""
    labels = [quoted(one.label) for one in intake.named if one.is_open]
    if not labels:
        return ""
    asks = translate(mark("The window’s import asks for their plan: {labels}."))
    return f"{_left_aside(intake.undecided)} {asks.format(labels=_some(labels))}"


def plans_of(intake: Intake) -> Iterator[tuple[str, list[str]]]:
    """Each name of the file that is no plan’s own, and the plans it leads to."""
    labels = {one.plan_id: one.plan for one in intake.memberships}
    for one in intake.named:
        plans = [labels[plan_id] for plan_id in one.plan_ids if plan_id in labels]
        if plans and plans != [one.label]:
            yield quoted(one.label), plans


def no_plan_told(intake: Intake) -> str:
    """In a lab without plans nothing can be chosen; or nothing."""
    if intake.has_plans or not intake.left_out:
        return ""
    why = translate(
        mark("The lab has no plan yet: add one in the settings, then import this file again.")
    )
    return f"{_left_aside(intake.left_out)} {why}"


def nothing_told(outcome: Outcome) -> Iterator[str]:
    """Why there is nothing to import, where there is nothing."""
    if outcome.writes or outcome.intake.undecided:
        return
    if not outcome.lines[Fate.UNCHANGED]:
        yield translate(
            mark("Nothing to import: every line is refused. Correct the file and choose it again.")
        )
    elif outcome.lines[Fate.REFUSED]:
        yield translate(mark("Nothing to import: what is not refused is already here, the same."))
    else:
        yield translate(mark("Nothing to import: everything is already here, the same."))


def rest_told(intake: Intake) -> Iterator[str]:
    """What else becomes of the memberships of the file."""
    if taken := len(intake.memberships):
        yield translate_many(
            "{n} membership is taken over, paid elsewhere.",
            "{n} memberships are taken over, paid elsewhere.",
            taken,
        )
    if chosen := sum(one.left for one in intake.named if one.chosen):
        yield translate_many(
            "{n} membership is left aside, as chosen.",
            "{n} memberships are left aside, as chosen.",
            chosen,
        )
    if others := len(intake.notes) - intake.left_out:
        yield translate_many(
            "{n} membership cannot be taken over: its line says why.",
            "{n} memberships cannot be taken over: their lines say why.",
            others,
        )


def _left_aside(left: int) -> str:
    return translate_many("{n} membership is left aside.", "{n} memberships are left aside.", left)


def quoted(label: str) -> str:
    """What the file calls a plan."""
    if label:
        return translate(mark("“{label}”")).format(label=label)
    return translate(mark("lines without a plan"))


def _some(names: Sequence[str]) -> str:
    said, more = ", ".join(names[:NAMED]), len(names[NAMED:])
    return f"{said} {translate_many('and {n} other', 'and {n} others', more)}" if more else said
