"""The photo of a person."""

from uuid import UUID

from fablab_desk.files import Attachments
from fablab_desk.people.models import Party
from fablab_desk.people.records import load_present, stale_record
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.CORRECT_PERSON, inverse="people.put_photo_back")
def set_photo(act: Act, attachments: Attachments, party_id: UUID, data: bytes) -> str:
    """Keep a small copy of the picture beside the base, and its hash in the record; the hash."""
    from fablab_desk.people.photo import kept_photo  # PIL is loaded by who needs it

    party = load_present(act.session, Party, party_id)
    _show(party, attachments.keep(kept_photo(data)), attachments)
    return party.photo


@needs(Right.CORRECT_PERSON, inverse="people.put_photo_back")
def remove_photo(act: Act, attachments: Attachments, party_id: UUID) -> None:
    """The record forgets the photo; the stored file goes with a copy of another day."""
    _show(load_present(act.session, Party, party_id), "", attachments)


@needs(Right.CORRECT_PERSON, inverse="people.put_photo_back")
def put_photo_back(
    act: Act, attachments: Attachments, party_id: UUID, before: str, after: str
) -> None:
    """The photo of the hash `before` again, or none; refused where it is no longer `after`."""
    party = load_present(act.session, Party, party_id)
    if party.photo == before:
        return
    if party.photo != after:
        raise stale_record(act.session, party.name, party_id)
    if before:
        attachments.keep(attachments.read(before))
    _show(party, before, attachments)


def _show(party: Party, digest: str, attachments: Attachments) -> None:
    if party.photo and party.photo != digest:
        attachments.spare(party.photo)
    party.photo = digest
