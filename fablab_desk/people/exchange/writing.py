"""Writes a confirmed preview: in bulk, in the act's own transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any, cast
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.db.counters import take_numbers
from fablab_desk.keys import new_key
from fablab_desk.people.exchange.correcting import correct_parties, named_columns, sort_key
from fablab_desk.people.exchange.errors import StalePreviewError
from fablab_desk.people.exchange.own_writing import write_own
from fablab_desk.people.exchange.preview import Preview, Progress, Proposal, Verdict
from fablab_desk.people.kinds import (
    ChorusAsks,
    ConsentKind,
    ConsentSource,
    Gender,
    OrganisationKind,
    PartyKind,
)
from fablab_desk.people.models import (
    NEVER_DUE,
    Consent,
    Household,
    HouseholdMember,
    ImportBatch,
    Organisation,
    Party,
    Person,
)
from fablab_desk.staff.act import Act

PARTIES = Party.__table__
AT_ONCE = 2000  # rows of one statement, between two words on how far it is

# What a new record holds where a line says nothing: the defaults of the models.
BLANK_PARTY: dict[str, Any] = {
    **dict.fromkeys(("email", "phone", "address", "postal_code", "city", "district"), ""),
    **dict.fromkeys(("commune", "intercommunality"), ""),
    **dict.fromkeys(("alert", "note", "photo", "outside_number", "former"), ""),
    **dict.fromkeys(("audience_id", "card", "first_visit_on", "archived_on"), None),
    **dict.fromkeys(("member_from", "member_until", "earlier_until"), None),
    **dict.fromkeys(("waiting_on", "category_id"), None),
    "country": "FR",
    "due_on": NEVER_DUE,
    "version": 1,
}
BLANK_PERSON: dict[str, Any] = {
    **dict.fromkeys(("first_name", "last_name", "profession", "emergency_contact"), ""),
    "gender": Gender.NOT_STATED,
    "birth_date": None,
    "may_leave_alone": None,
}
BLANK_ORGANISATION: dict[str, Any] = {
    **dict.fromkeys(("siret", "vat_number", "billing_address", "chorus_services"), ""),
    "organisation_kind": OrganisationKind.OTHER,
    "chorus_asks": ChorusAsks.NOT_SAID,
}


PARTY_COLUMNS = frozenset(PARTIES.c.keys())
PERSON_COLUMNS = frozenset(BLANK_PERSON)
ORGANISATION_COLUMNS = frozenset(BLANK_ORGANISATION)


def write_preview(act: Act, preview: Preview, progress: Progress) -> None:
    """Everything of the preview, or a refusal if the base is no longer what it was compared with.

    `progress` is called after each bulk of rows, and may raise to stop: nothing is then kept.
    """
    refuse_stale_preview(act.session, preview)
    new, changed = list(preview.of(Verdict.NEW)), list(preview.of(Verdict.CHANGED))
    total = len(new) + len(changed)
    act.session.add(
        ImportBatch(
            id=preview.id,
            at=act.now,
            file_name=preview.source.name,
            sha256=preview.source.sha256,
            created=len(new) + len(preview.payers),
            changed=len(changed),
        )
    )
    act.session.flush()
    numbers = _enrol(act, preview, new, lambda done: progress(done, total))
    for start in range(0, len(changed), AT_ONCE):
        progress(len(new) + start, total)
        correct_parties(
            act, {one.party_id: one.columns for one in changed[start : start + AT_ONCE]}
        )
    _write_households(act, preview)
    _write_consents(act, new)
    write_own(act, preview.proposals)
    _note(act, preview, numbers, changed)
    progress(total, total)


def refuse_stale_preview(session: Session, preview: Preview) -> None:
    """A record that was edited since, or one enrolled since that the file names too."""
    seen = {one.party_id: one.version for one in preview.of(Verdict.CHANGED)}
    there: dict[UUID, int] = {}
    for chunk in chunks(seen):
        found = select(PARTIES.c.id, PARTIES.c.version).where(PARTIES.c.id.in_(chunk))
        there |= {row.id: row.version for row in session.execute(found)}
    named = {sort_key(one.is_organisation, one.columns) for one in preview.of(Verdict.NEW)}
    cards = {one.columns.get("card") for one in preview.proposals} - {None}
    since = select(PARTIES.c.sort_name, PARTIES.c.card).where(
        PARTIES.c.number > preview.last_number
    )
    for sort_name, card in session.execute(since):
        if sort_name in named or card in cards:
            raise StalePreviewError
    if there != seen:
        raise StalePreviewError


def _enrol(
    act: Act, preview: Preview, new: Sequence[Proposal], progress: Callable[[int], None]
) -> range:
    """Insert the new records and the payers who stand in no line, numbered in that order."""
    who = [(one.party_id, one.is_organisation, one.columns) for one in new]
    for payer in preview.payers:
        said = {"first_name": payer.reading.first_name, "last_name": payer.reading.last_name}
        who.append((payer.id, False, {**said, "email": payer.reading.email}))
    if not who:
        return range(0)
    numbers = take_numbers(act.session, "party", len(who))
    shared = {**BLANK_PARTY, "created_on": act.day, "import_id": preview.id}
    numbered = zip(who, numbers, strict=True)
    for start in range(0, len(who), AT_ONCE):
        progress(start)
        bulk = list(islice(numbered, AT_ONCE))
        _insert(act, Party, (_party_row(shared, number, *one) for one, number in bulk))
        _insert(
            act,
            Person,
            (
                {**BLANK_PERSON, **_only(PERSON_COLUMNS, said), "id": key}
                for (key, is_organisation, said), _ in bulk
                if not is_organisation
            ),
        )
        _insert(
            act,
            Organisation,
            (
                {**BLANK_ORGANISATION, **_only(ORGANISATION_COLUMNS, said), "id": key}
                for (key, is_organisation, said), _ in bulk
                if is_organisation
            ),
        )
    return numbers


def _party_row(
    shared: Mapping[str, Any],
    number: int,
    key: UUID,
    is_organisation: bool,
    said: Mapping[str, Any],
) -> dict[str, Any]:
    row = {**shared, **_only(PARTY_COLUMNS, said), "id": key, "number": number}
    row["kind"] = PartyKind.ORGANISATION if is_organisation else PartyKind.PERSON
    return {**row, **named_columns(is_organisation, {**said, **row})}


def _insert(act: Act, model: type[Any], rows: Iterable[Mapping[str, Any]]) -> None:
    ready = list(rows)
    if ready:
        act.session.connection().execute(insert(model.__table__), ready)
        act.touch(model)


def _write_households(act: Act, preview: Preview) -> None:
    """Each payer has one household, into which the people of the file come."""
    paid = [one for one in preview.proposals if one.payer_id is not None]
    payers = {cast("UUID", one.payer_id): one.payer_name for one in paid}
    households: dict[UUID, UUID] = {}
    for chunk in chunks(payers):
        known = select(Household.payer_id, Household.id).where(Household.payer_id.in_(chunk))
        households |= {row.payer_id: row.id for row in act.session.execute(known)}
    formed = {payer_id: new_key() for payer_id in payers if payer_id not in households}
    _insert(
        act,
        Household,
        (
            {"id": key, "label": payers[payer_id], "payer_id": payer_id, "version": 1}
            for payer_id, key in formed.items()
        ),
    )
    households |= formed
    _insert(
        act,
        HouseholdMember,
        (
            {"person_id": one.party_id, "household_id": households[cast("UUID", one.payer_id)]}
            for one in paid
        ),
    )


def _write_consents(act: Act, new: Sequence[Proposal]) -> None:
    _insert(
        act,
        Consent,
        (
            {
                "id": new_key(),
                "person_id": one.party_id,
                "kind": ConsentKind.NEWSLETTER,
                "given": one.newsletter,
                "given_on": act.day,
                "wording": "",
                "source": ConsentSource.IMPORT.value,
                "by_guardian_id": None,
                "media": [],
            }
            for one in new
            if one.newsletter is not None and not one.is_organisation
        ),
    )


def _note(act: Act, preview: Preview, numbers: range, changed: Sequence[Proposal]) -> None:
    """The audit entry tells the file, its counts, the numbers given and each change."""
    act.note(
        "import",
        {
            "file": preview.source.name,
            "sha256": preview.source.sha256,
            "new": preview.count(Verdict.NEW),
            "changed": len(changed),
            "unchanged": preview.count(Verdict.UNCHANGED),
            "refused": len(preview.refused),
            "payers": len(preview.payers),
            "numbers": [numbers.start, numbers.stop - 1] if numbers else [],
        },
    )
    for one in changed:
        differences = {c.own or c.column: [_plain(c.old), _plain(c.new)] for c in one.changes}
        act.note(f"parties {one.party_id}", differences)
    act.about(preview.id, *(one.party_id for one in changed))


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case UUID() | StrEnum():
            return str(value)
    return value


def _only(columns: frozenset[str], said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name in columns}
