"""The register of treatments of personal data, as the lab words it."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.care.models import Processing
from fablab_desk.care.register import ProcessingDraft, list_usual_processings
from fablab_desk.errors import Problems
from fablab_desk.lab.premises_errors import GoneEntryError, TakenEntryError
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_LAB)
def add_usual_processings(act: Act) -> None:
    """What most labs do with personal data; nothing where the register says something already."""
    if act.session.scalars(select(Processing.id).limit(1)).first():
        return
    act.session.add_all(
        Processing(position=place, **{**asdict(usual), "valid_from": act.day})
        for place, usual in enumerate(list_usual_processings())
    )


@needs(Right.EDIT_LAB, inverse="care.remove_processing")
def add_processing(act: Act, processing_id: UUID, draft: ProcessingDraft) -> None:
    """At the end of the register."""
    if act.session.get(Processing, processing_id) is not None:
        return
    said = _checked(act, processing_id, draft)
    last = act.session.scalar(select(func.max(Processing.position)))
    position = 0 if last is None else last + 1
    act.session.add(Processing(id=processing_id, position=position, **said))


@needs(Right.EDIT_LAB, inverse="care.correct_processing")
def correct_processing(
    act: Act, processing_id: UUID, draft: ProcessingDraft, seen: int | ProcessingDraft
) -> None:
    """The journal keeps what it said before."""
    processing = _load(act, processing_id)
    said = _checked(act, processing_id, draft)
    known = seen if isinstance(seen, int) else asdict(seen.checked()[0])
    correct(act, processing, processing.label, said, known)


@needs(Right.EDIT_LAB, inverse="care.restore_processing")
def archive_processing(act: Act, processing_id: UUID) -> None:
    """It takes place no more, and is no longer printed."""
    processing = _load(act, processing_id)
    processing.archived_on = processing.archived_on or act.day


@needs(Right.EDIT_LAB, inverse="care.archive_processing")
def restore_processing(act: Act, processing_id: UUID) -> None:
    _load(act, processing_id).archived_on = None


@needs(Right.EDIT_LAB)
def remove_processing(act: Act, processing_id: UUID) -> None:
    """One added by mistake."""
    if (processing := act.session.get(Processing, processing_id)) is not None:
        act.session.delete(processing)


def _load(act: Act, processing_id: UUID) -> Processing:
    processing = act.session.get(Processing, processing_id)
    if processing is None:
        raise GoneEntryError
    return processing


def _checked(act: Act, processing_id: UUID, draft: ProcessingDraft) -> dict[str, Any]:
    tidy, found = draft.checked()
    same = select(Processing.id).where(
        func.lower(Processing.label) == tidy.label.lower(), Processing.id != processing_id
    )
    if tidy.label and act.session.scalars(same).first():
        found.append(("label", TakenEntryError(tidy.label)))
    if found:
        raise Problems(found)
    return asdict(tidy)
