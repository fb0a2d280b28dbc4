"""The photo of what was made in a use, or of what went wrong."""

from uuid import UUID

from fablab_desk.files import Attachments
from fablab_desk.logbook.errors import GoneUseError
from fablab_desk.logbook.models import Use
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.LOG_USE, inverse="logbook.put_use_photo_back")
def set_use_photo(act: Act, attachments: Attachments, use_id: UUID, content: bytes) -> str:
    """A small copy is kept with the lab's files, instead of the one before; that one's digest."""
    from fablab_desk.people.photo import kept_photo  # PIL is loaded by who needs it

    use = _load(act, use_id)
    before, use.photo = use.photo, attachments.keep(kept_photo(content))
    return before


@needs(Right.LOG_USE, inverse="logbook.set_use_photo")
def put_use_photo_back(act: Act, attachments: Attachments, use_id: UUID, before: str = "") -> str:
    """The photo of that digest again, or none; the digest of the one that was there."""
    use = _load(act, use_id)
    there = use.photo
    if there == before:
        return there
    if before:
        attachments.keep(attachments.read(before))
    if there:
        attachments.spare(there)
    use.photo = before
    return there


def _load(act: Act, use_id: UUID) -> Use:
    use = act.session.get(Use, use_id)
    if use is None:
        raise GoneUseError
    act.about(use.machine_id)
    return use
