"""The people a record is tied to: guardians, wards, contacts, the household and its payer."""

from functools import partial
from typing import Protocol
from uuid import UUID

from fablab_desk.i18n import mark, translate
from fablab_desk.people.kinds import RELATION_TEXTS, LinkRole
from fablab_desk.people.links import HouseholdRow, Relative
from fablab_desk.people.record import PersonRecord
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.people.acted_line import ActedLine
from fablab_desk.ui.people.acts import RecordActs
from fablab_desk.ui.record import RecordCard

ROLES = {
    LinkRole.GUARDIAN: mark("Answers for this minor"),
    LinkRole.WARD: mark("Minor in their care"),
    LinkRole.CONTACT: mark("Contact"),
    LinkRole.SPEAKS_FOR: mark("Speaks for"),
}
UNLINK = {
    LinkRole.GUARDIAN: mark("Remove this &guardian"),
    LinkRole.WARD: mark("No longer their &guardian"),
    LinkRole.CONTACT: mark("Remove this &contact"),
    LinkRole.SPEAKS_FOR: mark("No longer their &contact"),
}


class FamilyActs(Protocol):
    def open_record(self, key: UUID | None) -> None: ...

    @property
    def acts(self) -> RecordActs: ...


def show_family(into: RecordCard, record: PersonRecord, doer: FamilyActs) -> None:
    lines = [_relative(record, one, doer) for one in record.relatives]
    for household in record.households:
        lines += _household(record, household, doer)
    if lines:
        into.section(mark("Household and relatives"))
    for line in lines:
        into.add(line)


def _relative(record: PersonRecord, one: Relative, doer: FamilyActs) -> ActedLine:
    said = [translate(ROLES[one.role]), one.detail]
    if one.relation:
        said = [translate(RELATION_TEXTS[one.relation])]
    if one.role is LinkRole.WARD:
        said = [translate(ROLES[one.role])]
    if one.sole_holder:
        said.append(translate(mark("holds authority alone")))
    if one.role is LinkRole.GUARDIAN:
        said.append(translate(mark("may fetch") if one.may_fetch else mark("may not fetch")))
    item = Item(one.name, "", "child", Tone.GREY, partial(doer.open_record, one.id))
    unlink = (UNLINK[one.role], partial(doer.acts.unlink, record, one))
    return ActedLine(item, " · ".join(part for part in said if part), (unlink,))


def _household(record: PersonRecord, household: HouseholdRow, doer: FamilyActs) -> list[ActedLine]:
    pays = translate(mark("pays for the household"))
    shown = [(member.id, member.name) for member in household.members]
    if household.payer_id not in household.member_ids:
        shown.append((household.payer_id, household.payer_name))
    return [
        ActedLine(
            Item(name, "", "household", Tone.GREY, partial(doer.open_record, key)),
            pays if key == household.payer_id else "",
        )
        for key, name in shown
        if key != record.id
    ]
