"""Attesting on which days a person was here."""

from datetime import date
from uuid import UUID

from fablab_desk.agenda.document import Attested, lay_out
from fablab_desk.agenda.errors import (
    BackwardsPeriodError,
    ComingDayError,
    NoPeriodError,
    NotPresentError,
)
from fablab_desk.agenda.presence import presences_of
from fablab_desk.errors import Problems
from fablab_desk.i18n import LANGUAGES
from fablab_desk.lab.carriers import load_audience_carrier
from fablab_desk.lab.queries import find_settings
from fablab_desk.papers.issue import issue_paper
from fablab_desk.papers.models import Paper, PaperKind, Series
from fablab_desk.people.models import Person
from fablab_desk.people.records import load_party
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.ATTEST, inverse="papers.revoke_paper")
def attest_presence(
    act: Act, paper_id: UUID, person_id: UUID, first: date | None, last: date | None
) -> UUID:
    """The key of the paper that says the days of that period, both included, as known today."""
    if act.session.get(Paper, paper_id) is not None:
        return paper_id
    first, last = _period(act, first, last)
    person = load_party(act.session, Person, person_id)
    presences = presences_of(act.session, person_id, first, last)
    if not presences:
        raise Problems([("first", NotPresentError(person.name, first, last))])
    carrier = load_audience_carrier(act.session, person.audience_id)
    said = Attested(
        name=person.name,
        number=person.number,
        first=first,
        last=last,
        presences=presences,
        lab=find_settings(act.session).name,
        carrier=carrier.name,
        zone=act.zone,
    )
    paper = issue_paper(
        act,
        key=paper_id,
        series=Series.ATTESTATION,
        kind=PaperKind.PRESENCE_ATTESTATION,
        subject_id=person_id,
        subject_text=person.name,
        valid=(first, last),
        lay_out=lambda issued: lay_out(said, issued, carrier.city, LANGUAGES[0]),
        carrier=carrier,
    )
    act.about(person_id)
    return paper.id


def _period(act: Act, first: date | None, last: date | None) -> tuple[date, date]:
    if first is None or last is None:
        raise Problems([("last" if first else "first", NoPeriodError())])
    if last > act.day:
        raise Problems([("last", ComingDayError(last))])
    if last < first:
        raise Problems([("last", BackwardsPeriodError())])
    return first, last
