"""What the lab asks people to hand in, and how it is worded."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.db.references import UsedRecordError, is_used, remove_unused
from fablab_desk.errors import Problems
from fablab_desk.lab.errors import AncientSettingError
from fablab_desk.lab.kinds import FIRST_DAY
from fablab_desk.lab.models import Audience
from fablab_desk.people.errors import UnknownAudienceError
from fablab_desk.people.models import Party
from fablab_desk.people.piece_drafts import PieceKindDraft, WordingDraft
from fablab_desk.people.piece_errors import PieceTakenError, UnknownPieceKindError
from fablab_desk.people.piece_models import PieceKind, PieceWording
from fablab_desk.people.piece_seeds import list_usual_pieces
from fablab_desk.people.piece_standing import renew_every_holder
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct, put_in_order
from fablab_desk.staff.rights import Right


@needs(Right.EDIT_LAB)
def add_usual_pieces(act: Act) -> None:
    """What most labs ask for; nothing where some kind of piece is there already."""
    if act.session.scalars(select(PieceKind.id).limit(1)).first():
        return
    audiences = {row.label.casefold(): row.id for row in act.session.scalars(select(Audience))}
    for position, usual in enumerate(list_usual_pieces()):
        named = [audiences[label] for label in usual.audiences if label in audiences]
        kind = PieceKind(
            label=usual.label,
            form=usual.form,
            whom=usual.whom,
            audience_id=named[0] if named else None,
            required=usual.required,
            validity=usual.validity,
            months=usual.months,
            position=position,
        )
        act.session.add(kind)
        act.session.flush()
        act.session.add(
            PieceWording(
                kind_id=kind.id, valid_from=FIRST_DAY, label=usual.version, text=usual.text
            )
        )


@needs(Right.EDIT_LAB, inverse="people.remove_piece_kind")
def add_piece_kind(act: Act, kind_id: UUID, draft: PieceKindDraft) -> None:
    if act.session.get(PieceKind, kind_id) is not None:
        return
    last = act.session.scalar(select(func.max(PieceKind.position)))
    position = 0 if last is None else last + 1
    act.session.add(PieceKind(id=kind_id, position=position, **_checked(act, kind_id, draft)))
    _renew(act)


@needs(Right.EDIT_LAB, inverse="people.correct_piece_kind")
def correct_piece_kind(
    act: Act, kind_id: UUID, draft: PieceKindDraft, seen: int | PieceKindDraft
) -> None:
    """Pieces already noted hold as long as they were told to."""
    kind = _load(act, kind_id)
    known = seen if isinstance(seen, int) else asdict(seen.checked()[0])
    correct(act, kind, kind.label, _checked(act, kind_id, draft), known)
    _renew(act)


@needs(Right.EDIT_LAB, inverse="people.restore_piece_kind")
def archive_piece_kind(act: Act, kind_id: UUID) -> None:
    """No longer asked for; what was handed in stays."""
    kind = _load(act, kind_id)
    kind.archived_on = kind.archived_on or act.day
    _renew(act)


@needs(Right.EDIT_LAB, inverse="people.archive_piece_kind")
def restore_piece_kind(act: Act, kind_id: UUID) -> None:
    _load(act, kind_id).archived_on = None
    _renew(act)


@needs(Right.EDIT_LAB)
def remove_piece_kind(act: Act, kind_id: UUID) -> None:
    """One added by mistake, which nobody handed in; its wordings go with it."""
    if remove_unused(act.session, PieceKind, kind_id, own=[PieceWording]):
        _renew(act)


@needs(Right.EDIT_LAB, inverse="people.order_piece_kinds")
def order_piece_kinds(
    act: Act, kind_ids: Sequence[UUID], seen: Sequence[UUID] | None = None
) -> None:
    wanted = select(PieceKind).order_by(PieceKind.position, PieceKind.label)
    put_in_order(act.session.scalars(wanted), kind_ids, seen)


@needs(Right.EDIT_LAB, inverse="people.remove_wording")
def set_wording(act: Act, wording_id: UUID, kind_id: UUID, draft: WordingDraft) -> UUID:
    """What people sign from that day on; the same day again replaces that day's text."""
    _load(act, kind_id)
    tidied, found = draft.checked()
    if tidied.valid_from < FIRST_DAY:
        found.append(("valid_from", AncientSettingError(tidied.valid_from)))
    if found:
        raise Problems(found)
    same_day = select(PieceWording).where(
        PieceWording.kind_id == kind_id, PieceWording.valid_from == tidied.valid_from
    )
    wording = act.session.scalars(same_day).one_or_none()
    if wording is None:
        wording = PieceWording(id=wording_id, kind_id=kind_id, **asdict(tidied))
        act.session.add(wording)
    for column, value in asdict(tidied).items():
        if getattr(wording, column) != value:
            setattr(wording, column, value)
    _renew(act)
    return wording.id


@needs(Right.EDIT_LAB)
def remove_wording(act: Act, wording_id: UUID) -> None:
    """One set by mistake, which nobody signed."""
    wording = act.session.get(PieceWording, wording_id)
    if wording is None:
        return
    if is_used(act.session, PieceWording, wording_id):
        raise UsedRecordError(wording.label)
    act.session.delete(wording)
    _renew(act)


def _load(act: Act, kind_id: UUID) -> PieceKind:
    kind = act.session.get(PieceKind, kind_id)
    if kind is None:
        raise UnknownPieceKindError
    return kind


def _checked(act: Act, kind_id: UUID, draft: PieceKindDraft) -> dict[str, Any]:
    tidied, found = draft.checked()
    same = select(PieceKind.id).where(PieceKind.label == tidied.label, PieceKind.id != kind_id)
    if act.session.scalars(same).first():
        found.append(("label", PieceTakenError(tidied.label)))
    if tidied.audience_id and act.session.get(Audience, tidied.audience_id) is None:
        found.append(("audience_id", UnknownAudienceError()))
    if found:
        raise Problems(found)
    return asdict(tidied)


def _renew(act: Act) -> None:
    """Lists of people follow from what is asked, where that changed."""
    session = act.session
    modified = any(session.is_modified(one) for one in session.dirty)
    if not (modified or session.new or session.deleted):
        return
    act.touch(Party)
    renew_every_holder(act.session, act.day)
