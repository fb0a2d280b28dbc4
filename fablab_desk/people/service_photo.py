"""The photo of a person."""

from uuid import UUID

from fablab_desk.files import Attachments
from fablab_desk.people.models import Party
from fablab_desk.people.records import load_present
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.CORRECT_PERSON, inverse="people.remove_photo")
def set_photo(act: Act, attachments: Attachments, party_id: UUID, data: bytes) -> None:
    """Keep a small copy of the picture beside the base, and its hash in the record."""
    from fablab_desk.people.photo import kept_photo  # PIL is loaded by who needs it

    party = load_present(act.session, Party, party_id)
    party.photo = attachments.keep(kept_photo(data))


@needs(Right.CORRECT_PERSON, inverse="people.set_photo")
def remove_photo(act: Act, party_id: UUID) -> None:
    """The record forgets the photo; the stored file goes with the next clean-up."""
    load_present(act.session, Party, party_id).photo = ""
