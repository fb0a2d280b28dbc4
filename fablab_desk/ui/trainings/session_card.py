"""One session beside the list: what there is to know of it, who is in it, what it waits for."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.overview.trainings import SessionDetail
from fablab_desk.trainings.kinds import TRAINING_RESULT_TEXTS, EnrolmentState, Result
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.record import RecordCard
from fablab_desk.ui.trainings.words import hours_of, seats

TONES = {Result.PASSED: Tone.OK, Result.FAILED: Tone.WARN, Result.NOT_ASSESSED: Tone.GREY}
Rights = Callable[[UUID, str], None]


def show_session(
    record: RecordCard,
    detail: SessionDetail,
    desk: Desk,
    rights: Rights,
    cancel: Callable[[], None],
    go_on: Callable[[], None],
) -> None:
    """`cancel` and `go_on`: what is decided of one that has too few people."""
    row = detail.row
    record.clear()
    if row.is_short(desk.today()):
        _show_short(record, detail, cancel, go_on)
    places = sorted({half.place for half in detail.halves if half.place})
    record.facts(
        [
            (mark("Given by"), ", ".join(row.trainers)),
            (mark("Seats"), seats(row)),
            (mark("Where"), ", ".join(places)),
            (mark("Given for"), detail.host),
            (mark("Paid for all by"), detail.payer),
            (mark("Cancelled"), detail.closed_reason),
        ]
    )
    _show_half_days(record, detail, desk)
    record.section(mark("People in it"))
    here = [one for one in detail.trainees if one.state is not EnrolmentState.WITHDRAWN]
    record.items(
        [
            Item(
                one.name,
                _said(one.state, one.result),
                "people",
                TONES[one.result],
                partial(rights, one.person_id, one.name),
            )
            for one in here
        ],
        translate(mark("Nobody is enrolled yet.")),
    )
    if detail.note:
        record.section(mark("Note"))
        record.items([Item(detail.note)])


def _show_short(
    record: RecordCard,
    detail: SessionDetail,
    cancel: Callable[[], None],
    go_on: Callable[[], None],
) -> None:
    """It is for somebody to decide: a session is never cancelled by itself."""
    row = detail.row
    counted = translate_many(mark("{n} enrolled"), mark("{n} enrolled"), row.enrolled)
    said = translate(mark("Too few people: {counted}, of {least} at least."))
    counted = said.format(counted=counted, least=row.minimum)
    if row.decide_on:
        decided = translate(mark("To be decided since {day}."))
        counted += " " + decided.format(day=format_day(row.decide_on, current()))
    record.alert(counted)
    record.items(
        [
            Item(translate(mark("Cancel the session")), "", "stop", Tone.BAD, cancel),
            Item(translate(mark("It takes place all the same")), "", "checks", Tone.OK, go_on),
        ]
    )


def _show_half_days(record: RecordCard, detail: SessionDetail, desk: Desk) -> None:
    for half in detail.halves:
        if half.closed:
            said = translate(mark("The lab is closed on {day}: {why}."))
            day = format_day(half.day, current())
            record.alert(said.format(day=day, why=half.closed))
    if len(detail.halves) > 1:
        record.section(mark("Half-days"))
        record.items(
            [
                Item(
                    format_day(half.day, current()),
                    hours_of(half.starts_at, half.ends_at, desk.zone),
                    "day",
                )
                for half in detail.halves
            ]
        )


def _said(state: EnrolmentState, result: Result) -> str:
    if state is EnrolmentState.WAITING:
        return translate(mark("waits"))
    return translate(TRAINING_RESULT_TEXTS[result]) if result is not Result.NOT_ASSESSED else ""
