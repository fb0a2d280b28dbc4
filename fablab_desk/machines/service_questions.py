"""What is asked before and after a use, of one machine or of a whole risk family."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.errors import refuse
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.machines.drafts import QuestionDraft
from fablab_desk.machines.errors import UnknownChoiceError
from fablab_desk.machines.models import Machine, Question
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct, put_in_order
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_MACHINES, inverse="machines.archive_question")
def add_question(act: Act, question_id: UUID, draft: QuestionDraft) -> None:
    """At the end of those of its machine or family."""
    if act.session.get(Question, question_id) is not None:
        return
    said = _checked(act, draft)
    last = act.session.scalar(
        select(func.max(Question.position)).where(
            Question.machine_id == draft.machine_id
            if draft.machine_id
            else Question.family_id == draft.family_id
        )
    )
    position = 0 if last is None else last + 1
    act.session.add(Question(id=question_id, position=position, **said))


@needs(Right.EDIT_MACHINES, inverse="machines.correct_question")
def correct_question(
    act: Act, question_id: UUID, draft: QuestionDraft, seen: int | QuestionDraft
) -> None:
    """Answers given stay with the words that were asked."""
    question = act.session.get_one(Question, question_id)
    known = seen if isinstance(seen, int) else asdict(seen.checked()[0])
    correct(act, question, question.text, _checked(act, draft), known)


@needs(Right.EDIT_MACHINES, inverse="machines.restore_question")
def archive_question(act: Act, question_id: UUID) -> None:
    """It is asked no more."""
    question = act.session.get_one(Question, question_id)
    question.archived_on = question.archived_on or act.day


@needs(Right.EDIT_MACHINES, inverse="machines.archive_question")
def restore_question(act: Act, question_id: UUID) -> None:
    act.session.get_one(Question, question_id).archived_on = None


@needs(Right.EDIT_MACHINES, inverse="machines.order_questions")
def order_questions(act: Act, keys: Sequence[UUID], seen: Sequence[UUID] | None = None) -> None:
    """In the order of the keys; `seen`: the order that they stood in."""
    wanted = select(Question).where(Question.id.in_(keys)).order_by(Question.position, Question.id)
    put_in_order(act.session.scalars(wanted), keys, seen)


def _checked(act: Act, draft: QuestionDraft) -> dict[str, Any]:
    draft, found = draft.checked()
    if draft.machine_id and act.session.get(Machine, draft.machine_id) is None:
        found.append(("machine_id", UnknownChoiceError()))
    if draft.family_id and act.session.get(ListEntry, draft.family_id) is None:
        found.append(("family_id", UnknownChoiceError()))
    refuse(found)
    return asdict(draft)
