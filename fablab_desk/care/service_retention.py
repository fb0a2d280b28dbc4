"""Records that have rested for long: put into the restricted archive, and taken out of it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from fablab_desk.care.models import RetentionTerm
from fablab_desk.care.retention import list_resting, years_on
from fablab_desk.care.sealing import seal, unseal
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark
from fablab_desk.people.erasure_models import SealedRecord
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right

FEWEST, MOST = 1, 10


class RetentionYearsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("From one year to ten."))


@needs(Right.ANSWER_REQUESTS, inverse="care.set_retention")
def set_retention(act: Act, years: int) -> None:
    """How long a record is kept after the last membership or visit, from today on."""
    if not FEWEST <= years <= MOST:
        raise Problems([("years", RetentionYearsError())])
    if years_on(act.session, act.day) == years:
        return
    wanted = select(RetentionTerm).where(RetentionTerm.valid_from == act.day)
    known = act.session.scalars(wanted).one_or_none()
    if known is None:
        act.session.add(RetentionTerm(valid_from=act.day, years=years))
    else:
        known.years = years


@needs(Right.ANSWER_REQUESTS, inverse="care.unseal_records")
def seal_records(act: Act, party_ids: Collection[UUID]) -> list[UUID]:
    """Put them into the restricted archive; whoever came back meanwhile is left out."""
    wanted = set(party_ids)
    sealed = list[UUID]()
    for row in list_resting(act.session, act.day):
        if row.id in wanted and (person := act.session.get(Person, row.id)):
            seal(act, person, row.ended_on)
            sealed.append(row.id)
    if sealed:
        act.note("archive", {"records": len(sealed)})
        act.about(*sealed)
    return sealed


@needs(Right.ANSWER_REQUESTS, inverse="care.seal_records")
def unseal_records(act: Act, party_ids: Collection[UUID]) -> None:
    """They say again what they said, and are found as before."""
    found = [one for key in party_ids if (one := act.session.get(SealedRecord, key))]
    for sealed in found:
        unseal(act, sealed)
    if found:
        act.note("archive", {"taken out": len(found)})
        act.about(*party_ids)
