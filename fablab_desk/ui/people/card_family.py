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
    def open_record(self, key: UUID) -> None: ...

    @property
    def acts(self) -> RecordActs: ...


def show_family(into: RecordCard, record: PersonRecord, doer: FamilyActs) -> None:
    """Each person once, with everything that ties them to the record."""
    said: dict[UUID, list[str]] = {}
    names: dict[UUID, str] = {}
    links: dict[UUID, list[tuple[str, partial[None]]]] = {}
    for one in record.relatives:
        names[one.id] = one.name
        said.setdefault(one.id, []).extend(_tie(one))
        unlink = (UNLINK[one.role], partial(doer.acts.unlink, record, one))
        links.setdefault(one.id, []).append(unlink)
    for household in record.households:
        for key, name in _members(household):
            names[key] = name
            pays = [translate(mark("pays for the household"))]
            said.setdefault(key, []).extend(pays if key == household.payer_id else [])
    names.pop(record.id, None)
    if names:
        into.section(mark("Household and relatives"))
    for key, name in names.items():
        icon = "child" if key in links else "household"
        item = Item(name, "", icon, Tone.GREY, partial(doer.open_record, key))
        into.add(ActedLine(item, " · ".join(said[key]), links.get(key, ())))


def _tie(one: Relative) -> list[str]:
    role = translate(ROLES[one.role])
    if one.role is LinkRole.GUARDIAN and one.relation:
        role = translate(RELATION_TEXTS[one.relation])
    said = [role, one.detail]
    if one.sole_holder:
        said.append(translate(mark("holds authority alone")))
    if one.role is LinkRole.GUARDIAN:
        said.append(translate(mark("may fetch") if one.may_fetch else mark("may not fetch")))
    return [part for part in said if part]


def _members(household: HouseholdRow) -> list[tuple[UUID, str]]:
    shown = [(member.id, member.name) for member in household.members]
    if household.payer_id not in household.member_ids:
        shown.append((household.payer_id, household.payer_name))
    return shown
