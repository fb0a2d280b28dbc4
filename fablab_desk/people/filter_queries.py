"""The filters that were kept, and what of them is no longer as it was."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.i18n import LANGUAGES, translate
from fablab_desk.lab.models import Audience
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.people.custom_models import CustomField
from fablab_desk.people.filter_errors import GonePartError, RetiredPartError, UnknownPlaceError
from fablab_desk.people.filter_models import SavedFilter
from fablab_desk.people.filters import Conditions, FilterDraft, Found
from fablab_desk.people.kinds import FILTER_TEXTS, PeopleFilter
from fablab_desk.people.models import Party
from fablab_desk.people.piece_models import PieceWording

LONGEST_CODE = 5


@dataclass(frozen=True, slots=True)
class FilterRow:
    """`told` says what it asks for that is no longer in use."""

    id: UUID
    draft: FilterDraft
    version: int
    told: tuple[DeskError, ...]

    @property
    def label(self) -> str:
        return self.draft.label


def list_filters(session: Session, account_id: UUID) -> list[FilterRow]:
    """Those of every desk and those of this account, by name."""
    seen_by = or_(SavedFilter.account_id.is_(None), SavedFilter.account_id == account_id)
    rows = [_row(session, one) for one in session.scalars(select(SavedFilter).where(seen_by))]
    return sorted(rows, key=lambda row: normalise(row.label))


def find_filter(session: Session, account_id: UUID, label: str) -> FilterRow | None:
    rows = list_filters(session, account_id)
    return next((row for row in rows if normalise(row.label) == normalise(label)), None)


def settled(session: Session, conditions: Conditions) -> tuple[Conditions, Found]:
    """Towns as the records spell them; those in which nobody lives are told."""
    found: Found = []
    towns: dict[str, str] | None = None
    places: list[str] = []
    for written in conditions.places:
        place = " ".join(written.split())
        if not place or (place.isdigit() and len(place) <= LONGEST_CODE):
            places += [place] if place else []
            continue
        if towns is None:
            known = select(Party.city).distinct().where(Party.city != "")
            towns = {normalise(city): city for city in session.scalars(known)}
        if normalise(place) in towns:
            places.append(towns[normalise(place)])
        else:
            found.append(("places", UnknownPlaceError(place)))
    return replace(conditions, places=tuple(dict.fromkeys(places))), found


def standing_names() -> set[str]:
    """What the filters that are always there are called, on screen and on the command line."""
    shown = {
        normalise(translate(text, language))
        for text in FILTER_TEXTS.values()
        for language in LANGUAGES
    }
    return shown | {normalise(one.name) for one in PeopleFilter}


def _row(session: Session, one: SavedFilter) -> FilterRow:
    conditions = Conditions.from_json(one.conditions)
    draft = FilterDraft(label=one.label, conditions=conditions, own=one.account_id is not None)
    return FilterRow(one.id, draft, one.version, tuple(_told(session, conditions)))


def _told(session: Session, conditions: Conditions) -> Iterator[DeskError]:
    asked: list[Audience | CustomField | ListEntry | None] = [
        session.get(Audience, key) for key in conditions.audiences
    ]
    if conditions.category:
        asked.append(session.get(ListEntry, conditions.category))
    asked += [session.get(CustomField, one.field_id) for one in conditions.noted]
    if conditions.wording_id and session.get(PieceWording, conditions.wording_id) is None:
        yield GonePartError()
    for part in asked:
        if part is None:
            yield GonePartError()
        elif part.archived_on is not None:
            yield RetiredPartError(part.label)
