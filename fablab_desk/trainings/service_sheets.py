"""Scans of the attendance sheets that were signed on paper."""

from uuid import UUID

from fablab_desk.files import Attachments
from fablab_desk.machines.kept_files import NAME_LENGTH, refuse_content
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right
from fablab_desk.trainings.errors import GoneSessionError
from fablab_desk.trainings.models import SignedSheet
from fablab_desk.trainings.records import load_session


@needs(Right.TRAIN, inverse="trainings.withdraw_sheet")
def keep_sheet(
    act: Act,
    attachments: Attachments,
    sheet_id: UUID,
    session_id: UUID,
    name: str,
    content: bytes,
) -> None:
    """The file beside its session, closed or not: a sheet may be signed until the last evening."""
    if act.session.get(SignedSheet, sheet_id) is not None:
        return
    load_session(act, session_id)
    refuse_content(content)
    act.session.add(
        SignedSheet(
            id=sheet_id,
            session_id=session_id,
            file=attachments.keep(content),
            file_name=name[-NAME_LENGTH:],
            added_at=act.now,
        )
    )
    act.about(session_id)


@needs(Right.TRAIN, inverse="trainings.restore_sheet")
def withdraw_sheet(act: Act, sheet_id: UUID) -> None:
    """It is shown no more; its content is kept."""
    _load(act, sheet_id).withdrawn = True


@needs(Right.TRAIN, inverse="trainings.withdraw_sheet")
def restore_sheet(act: Act, sheet_id: UUID) -> None:
    _load(act, sheet_id).withdrawn = False


def _load(act: Act, sheet_id: UUID) -> SignedSheet:
    sheet = act.session.get(SignedSheet, sheet_id)
    if sheet is None:
        raise GoneSessionError
    act.about(sheet.session_id)
    return sheet
