"""What is asked before and after a use, of one machine or of all of its risk family."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.logbook.drafts import AnswerDraft
from fablab_desk.logbook.errors import StartRefusedError, Step, UnansweredError
from fablab_desk.machines.kinds import AnswerKind, QuestionMoment
from fablab_desk.machines.models import Machine, Question

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Asked:
    id: UUID
    moment: QuestionMoment
    text: str
    answer: AnswerKind
    required: bool


def questions_of(
    session: Session, machine: Machine, moment: QuestionMoment | None = None
) -> list[Asked]:
    """Those in force, of the machine before those of its family; of both moments where None."""
    whose = [Question.machine_id == machine.id]
    if machine.family_id:
        whose.append(Question.family_id == machine.family_id)
    wanted = (
        select(Question.id, Question.moment, Question.text, Question.answer, Question.required)
        .where(
            Question.archived_on.is_(None),
            or_(*whose),
        )
        .order_by(Question.machine_id.is_(None), Question.position, Question.id)
    )
    if moment:
        wanted = wanted.where(Question.moment == moment)
    return [Asked(*row) for row in session.execute(wanted)]


def answers_of(
    session: Session,
    machine: Machine,
    drafts: Sequence[AnswerDraft],
    moment: QuestionMoment | None,
) -> tuple[dict[str, str], ...]:
    """Question and answer as they were then. `moment`: its required ones must be answered.

    A “no” to a required question before a use is a refusal to start.
    """
    given = {one.question_id: one.answer.strip() for one in drafts if one.answer.strip()}
    asked = questions_of(session, machine) if given or moment else []
    required = [one for one in asked if one.required and one.moment is moment]
    missing = [one.text for one in required if one.id not in given]
    if missing:
        raise UnansweredError(missing)
    for one in required:
        before = one.moment is QuestionMoment.BEFORE and one.answer is AnswerKind.YES_NO
        if before and given[one.id] == NO:
            told = DeskError(mark("Not confirmed: {question}"), question=one.text)
            raise StartRefusedError(Step.QUESTIONS, told, final=True)
    return tuple(
        {"question": one.text, "answer": given[one.id]} for one in asked if one.id in given
    )
