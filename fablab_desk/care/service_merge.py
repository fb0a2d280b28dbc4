"""Two records of one person, or of one organisation, become one; or are told to be two."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, inspect, or_

from fablab_desk.care.merge_fields import taken_values
from fablab_desk.care.merge_households import join_households, leave_empty_households
from fablab_desk.care.merge_own_fields import own_values, take_own_values
from fablab_desk.care.merge_preview import load_pair
from fablab_desk.care.merge_votes import join_votes
from fablab_desk.care.models import ToldApart
from fablab_desk.care.repointing import Repointing
from fablab_desk.memberships.kept import keep_memberships
from fablab_desk.memberships.proposal import list_known
from fablab_desk.people.models import Guardian, Party, PartyMerge
from fablab_desk.people.numbers import member_number
from fablab_desk.people.piece_standing import renew_pieces
from fablab_desk.people.records import load_party, stale_record
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@dataclass(frozen=True, slots=True)
class Merged:
    """What changed hands, by table, and how many rows stood for both and are there once now."""

    name: str  # of the record that was kept
    moved: dict[str, int]
    dropped: int


@needs(Right.MERGE_PEOPLE)
def merge_parties(
    act: Act, kept_id: UUID, gone_id: UUID, taken: frozenset[str], seen: tuple[int, int]
) -> Merged:
    """All that names the one names the other from now on; its number still leads there.

    Of the fields in `taken` the merged record's values are kept. `seen` are the versions of both
    that were compared. Papers stay as they were issued.
    """
    known = act.session.get(PartyMerge, gone_id)
    if known is not None and known.kept_id == kept_id:
        return Merged(load_party(act.session, Party, kept_id).name, {}, 0)
    kept, gone = load_pair(act.session, kept_id, gone_id)
    for party, version in zip((kept, gone), seen, strict=True):
        if party.version != version:
            raise stale_record(act.session, party.name, party.id)
    values = taken_values(kept, gone, taken)
    number, name = gone.number, gone.name
    replaced = {name: _plain(getattr(kept, name)) for name in values if getattr(kept, name)}
    former = _former_lines(kept, gone, replaced)
    replaced |= take_own_values(act, kept_id, gone_id, taken)
    act.session.add(_merge_of(act, kept_id, gone, replaced))
    gone.card = None  # it may be given to the record that is kept
    act.session.flush()
    left = _part(act, kept_id, gone_id)
    repointing = Repointing(act)
    repointing.move_party(gone_id, kept_id)
    leave_empty_households(act, kept_id, left)
    act.session.delete(gone)
    act.session.flush()
    kept.former = former
    kept.correct(values)
    act.session.flush()
    keep_memberships(act.session, kept_id, list_known(act.session, kept_id), act.day)
    renew_pieces(act.session, act.day, [kept_id])
    said = f"{member_number(number)} {name}"
    act.note(f"party_merges {kept_id} {gone_id}", {"number": [said, member_number(kept.number)]})
    act.note("moved", dict(repointing.moved))
    for place, (table, row) in enumerate(repointing.dropped):
        act.note(f"{table} dropped {place + 1}", {key: [was, None] for key, was in row.items()})
    act.about(kept_id, gone_id)
    return Merged(kept.name, dict(repointing.moved), len(repointing.dropped))


@needs(Right.CORRECT_PERSON, inverse="care.hold_alike")
def tell_apart(act: Act, one_id: UUID, other_id: UUID) -> None:
    """They look alike and are two: they are no longer proposed to be merged."""
    first, second = sorted((one_id, other_id))
    for party_id in (first, second):
        load_party(act.session, Party, party_id)
    if act.session.get(ToldApart, (first, second)) is None:
        act.session.add(ToldApart(first_id=first, second_id=second))
        act.about(first, second)


@needs(Right.CORRECT_PERSON, inverse="care.tell_apart")
def hold_alike(act: Act, one_id: UUID, other_id: UUID) -> None:
    """They may be one after all."""
    first, second = sorted((one_id, other_id))
    told = act.session.get(ToldApart, (first, second))
    if told is not None:
        act.session.delete(told)
        act.about(first, second)


def _part(act: Act, kept_id: UUID, gone_id: UUID) -> list[UUID]:
    """What ties the two to each other goes, as nobody is tied to themselves."""
    pair = (kept_id, gone_id)
    for table, one, other in (
        (Guardian, Guardian.child_id, Guardian.guardian_id),
        (ToldApart, ToldApart.first_id, ToldApart.second_id),
    ):
        between = or_(
            and_(one == kept_id, other == gone_id), and_(one == gone_id, other == kept_id)
        )
        found = act.session.connection().execute(delete(table).where(between))
        if found.rowcount:
            act.touch(table)
            act.note(f"{table.__tablename__} {kept_id}", {"id": [str(pair[1]), None]})
    join_votes(act, kept_id, gone_id)
    return join_households(act, kept_id, gone_id)


def _former_lines(kept: Party, gone: Party, replaced: dict[str, Any]) -> str:
    """What a search still finds the kept record by."""
    said = (
        *(str(replaced.get(name, "")) for name in ("first_name", "last_name", "email", "phone")),
        member_number(gone.number),
        str(gone.number),
        gone.name,
        gone.email,
        gone.phone,
        gone.outside_number,
        gone.card or "",
    )
    lines = [*kept.former.split("\n"), *gone.former.split("\n"), *said]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _merge_of(act: Act, kept_id: UUID, gone: Party, replaced: dict[str, Any]) -> PartyMerge:
    columns = [attribute.key for attribute in inspect(type(gone)).column_attrs]
    was = {column: _plain(getattr(gone, column)) for column in columns if column != "search"}
    was |= own_values(act.session, gone.id)
    return PartyMerge(
        gone_id=gone.id,
        number=gone.number,
        kept_id=kept_id,
        sort_name=gone.sort_name,
        outside_number=gone.outside_number,
        at=act.now,
        was=was,
        replaced=replaced,
    )


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
    return value
