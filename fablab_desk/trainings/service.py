"""Courses: what the lab teaches, and what it certifies for."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm.attributes import flag_modified

from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError, refuse
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.machines.models import Machine
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.queries import stale
from fablab_desk.staff.rights import Right
from fablab_desk.trainings.drafts import CourseDraft, Found
from fablab_desk.trainings.errors import (
    CourseCodeError,
    GoneCourseError,
    NeedLoopError,
    RetiredTargetError,
    UnknownTargetError,
)
from fablab_desk.trainings.models import Course, CourseNeed, CourseTarget
from fablab_desk.trainings.records import load_course

TIED = ("machines", "families", "needs")  # what stands in tables of its own


@needs(Right.EDIT_COURSES, inverse="trainings.archive_course")
def add_course(act: Act, course_id: UUID, draft: CourseDraft) -> None:
    """A course that sessions may be planned of."""
    if act.session.get(Course, course_id) is not None:
        return
    draft = _checked(act, course_id, draft)
    act.session.add(Course(id=course_id, **_columns(draft)))
    act.session.flush()
    _tie(act, course_id, draft)


@needs(Right.EDIT_COURSES, inverse="trainings.correct_course")
def correct_course(act: Act, course_id: UUID, draft: CourseDraft, seen: int) -> None:
    """Certifications that were granted keep the terms they were granted by."""
    course = load_course(act, course_id)
    draft = _checked(act, course_id, draft)
    tied = _tied(act, course_id) != {name: getattr(draft, name) for name in TIED}
    if tied and course.version != seen:
        raise stale(act.session, course.title, course_id)
    correct(act, course, course.title, _columns(draft), seen)
    if tied:
        flag_modified(course, "title")  # what it certifies is a part of it: another version
        _tie(act, course_id, draft)


@needs(Right.EDIT_COURSES, inverse="trainings.restore_course")
def archive_course(act: Act, course_id: UUID) -> None:
    """No session is planned of it any more, and it certifies nobody new."""
    course = load_course(act, course_id)
    course.archived_on = course.archived_on or act.day


@needs(Right.EDIT_COURSES, inverse="trainings.archive_course")
def restore_course(act: Act, course_id: UUID) -> None:
    load_course(act, course_id).archived_on = None


def _checked(act: Act, course_id: UUID, draft: CourseDraft) -> CourseDraft:
    draft, found = draft.checked()
    same = select(Course).where(func.upper(Course.code) == draft.code, Course.id != course_id)
    if draft.code and (other := act.session.scalars(same).first()):
        found.append(("code", CourseCodeError(other.title)))
    known = act.session.get(Course, course_id)
    kept = _tied(act, course_id)["machines"] if known else frozenset()
    found += [("machines", wrong) for wrong in _wrong_machines(act, draft.machines, kept)]
    for family in draft.families:
        entry = act.session.get(ListEntry, family)
        if entry is None or entry.kind is not ListKind.RISK_FAMILY:
            found.append(("families", UnknownTargetError()))
    found += _loops(act, course_id, draft)
    refuse(found)
    return draft


def _wrong_machines(act: Act, machines: frozenset[UUID], kept: frozenset[UUID]) -> list[DeskError]:
    """A machine that is retired since stays where it stood."""
    wrong: list[DeskError] = []
    for key in machines - kept:
        machine = act.session.get(Machine, key)
        if machine is None:
            wrong.append(UnknownTargetError())
        elif machine.retired_on is not None and machine.retired_on <= act.day:
            wrong.append(RetiredTargetError(machine.name, machine.retired_on))
    return wrong


def _loops(act: Act, course_id: UUID, draft: CourseDraft) -> Found:
    """A course that, by what it asks for, asks for itself."""
    asks: dict[UUID, set[UUID]] = {}
    for asking, asked in act.session.execute(select(CourseNeed.course_id, CourseNeed.needed_id)):
        asks.setdefault(asking, set()).add(asked)
    found: Found = []
    for needed in draft.needs:
        course = act.session.get(Course, needed)
        if course is None:
            found.append(("needs", GoneCourseError()))
            continue
        reached, todo = {needed}, [needed]
        while todo:
            new = asks.get(todo.pop(), set()) - reached
            reached |= new
            todo += new
        if course_id in reached:
            found.append(("needs", NeedLoopError(course.title)))
    return found


def _columns(draft: CourseDraft) -> Mapping[str, Any]:
    said = {name: value for name, value in asdict(draft).items() if name not in TIED}
    return {**said, "criteria": list(draft.criteria), "sort_title": normalise(draft.title)}


def _tied(act: Act, course_id: UUID) -> dict[str, frozenset[UUID]]:
    of_it = CourseTarget.course_id == course_id
    targets = act.session.execute(
        select(CourseTarget.machine_id, CourseTarget.family_id).where(of_it)
    ).all()
    needed = select(CourseNeed.needed_id).where(CourseNeed.course_id == course_id)
    return {
        "machines": frozenset(machine for machine, _ in targets if machine),
        "families": frozenset(family for _, family in targets if family),
        "needs": frozenset(act.session.scalars(needed)),
    }


def _tie(act: Act, course_id: UUID, draft: CourseDraft) -> None:
    for model, column in (
        (CourseTarget, CourseTarget.course_id),
        (CourseNeed, CourseNeed.course_id),
    ):
        act.session.execute(delete(model).where(column == course_id))
    act.session.add_all(
        [CourseTarget(course_id=course_id, machine_id=key) for key in sorted(draft.machines)]
        + [CourseTarget(course_id=course_id, family_id=key) for key in sorted(draft.families)]
        + [CourseNeed(course_id=course_id, needed_id=key) for key in sorted(draft.needs)]
    )
    act.touch(CourseTarget, CourseNeed)
