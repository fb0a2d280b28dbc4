"""Photos and papers of faults and of maintenance."""

from uuid import UUID

from fablab_desk.files import Attachments
from fablab_desk.machines.kept_files import NAME_LENGTH, refuse_content
from fablab_desk.machines.upkeep_errors import GoneUpkeepError
from fablab_desk.machines.upkeep_models import Fault, UpkeepFile, UpkeepOrder
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.KEEP_UP_MACHINES, inverse="machines.take_file_off")
def attach_file(
    act: Act,
    attachments: Attachments,
    file_id: UUID,
    name: str,
    content: bytes,
    *,
    fault_id: UUID | None = None,
    order_id: UUID | None = None,
) -> None:
    """To a fault, or to a maintenance: one of both."""
    if act.session.get(UpkeepFile, file_id) is not None:
        return
    fault = act.session.get(Fault, fault_id) if fault_id else None
    order = act.session.get(UpkeepOrder, order_id) if order_id else None
    if (fault is None) is (order is None):
        raise GoneUpkeepError
    refuse_content(content)
    act.session.add(
        UpkeepFile(
            id=file_id,
            fault_id=fault_id,
            order_id=order_id,
            file=attachments.keep(content),
            file_name=name[-NAME_LENGTH:],
            added_at=act.now,
        )
    )


@needs(Right.KEEP_UP_MACHINES, inverse="machines.put_file_back")
def take_file_off(act: Act, file_id: UUID) -> None:
    """It is shown no more; its content is kept."""
    _load(act, file_id).withdrawn = True


@needs(Right.KEEP_UP_MACHINES, inverse="machines.take_file_off")
def put_file_back(act: Act, file_id: UUID) -> None:
    _load(act, file_id).withdrawn = False


def _load(act: Act, file_id: UUID) -> UpkeepFile:
    file = act.session.get(UpkeepFile, file_id)
    if file is None:
        raise GoneUpkeepError
    return file
