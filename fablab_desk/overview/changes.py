"""What an act of the journal changed, with names where the journal keeps keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session

from fablab_desk.agenda.models import Arrival
from fablab_desk.catalogue.models import Article, Price
from fablab_desk.charges.models import Charge
from fablab_desk.lab.models import Audience, Carrier, CarrierVat
from fablab_desk.lab.premises_models import Closure, Insurance, ListEntry, Space
from fablab_desk.memberships.models import Cover, Membership, MembershipKind, MembershipPlan
from fablab_desk.papers.models import Paper, PaperKind
from fablab_desk.payments.models import Cashing, Payment, PaymentMethod, Till, TillSession
from fablab_desk.people.custom_models import CustomField
from fablab_desk.people.filter_models import SavedFilter
from fablab_desk.people.models import Consent, Guardian, Household, Party, PartyMerge
from fablab_desk.people.piece_models import PieceWording
from fablab_desk.staff.models import Account, AuditDetail
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right

# A record that was merged is called as the one that was kept.
_CALLED = union_all(
    select(Party.id, Party.name),
    select(PartyMerge.gone_id, Party.name).join(Party, Party.id == PartyMerge.kept_id),
).subquery()
_PARTY: Select[UUID, str] = select(_CALLED.c.id, _CALLED.c.name)
STEP = 500  # keys in one question: an import changes thousands of records
NAMES: dict[str, Select[UUID, str]] = {
    "accounts": select(Account.id, Account.name),
    "arrivals": select(Arrival.id, Party.name).join(Party, Party.id == Arrival.person_id),
    "articles": select(Article.id, Article.label),
    "audiences": select(Audience.id, Audience.label),
    "carrier_vat": select(CarrierVat.id, Carrier.name).join(Carrier),
    "carriers": select(Carrier.id, Carrier.name),
    "cashings": select(Cashing.id, Party.name).join(Party, Party.id == Cashing.payer_id),
    "charges": select(Charge.id, Charge.label),
    "closures": select(Closure.id, Closure.label),
    "consents": select(Consent.id, Party.name).join(Party, Party.id == Consent.person_id),
    "covers": select(Cover.id, Party.name).join(Party, Party.id == Cover.person_id),
    "custom_fields": select(CustomField.id, CustomField.label),
    "custom_values": _PARTY,
    "guardians": select(Guardian.id, Party.name).join(Party, Party.id == Guardian.child_id),
    "households": select(Household.id, Household.label),
    "insurances": select(Insurance.id, Insurance.insurer),
    "list_entries": select(ListEntry.id, ListEntry.label),
    "membership_kinds": select(MembershipKind.id, MembershipKind.label),
    "membership_plans": select(MembershipPlan.id, MembershipPlan.label),
    "memberships": select(Membership.id, Party.name).join(Party, Party.id == Membership.party_id),
    "organisations": _PARTY,
    "papers": select(Paper.id, Paper.number),
    "parties": _PARTY,
    "payment_methods": select(PaymentMethod.id, PaymentMethod.label),
    "payments": select(Payment.id, PaymentMethod.label).join(PaymentMethod),
    "people": _PARTY,
    "piece_wordings": select(PieceWording.id, PieceWording.label),
    "prices": select(Price.id, Article.label).join(Article),
    "saved_filters": select(SavedFilter.id, SavedFilter.label),
    "spaces": select(Space.id, Space.label),
    "till_sessions": select(TillSession.id, Till.label).join(Till, Till.id == TillSession.till_id),
    "tills": select(Till.id, Till.label),
}
OWN_NAMES = frozenset({"label", "name"})
PAPER_TEXTS = {kind: kind.label for kind in PaperKind}
KEYS = {
    "account_id": "accounts",
    "article_id": "articles",
    "audience_id": "audiences",
    "beneficiary_id": "parties",
    "by_guardian_id": "parties",
    "carrier_id": "carriers",
    "charge_id": "charges",
    "child_id": "parties",
    "closed_by": "accounts",
    "first_id": "parties",
    "gone_id": "parties",
    "guardian_id": "parties",
    "household_id": "households",
    "kept_id": "parties",
    "kind_id": "membership_kinds",
    "method_id": "payment_methods",
    "open_till_id": "tills",
    "opened_by": "accounts",
    "organisation_id": "parties",
    "paper_id": "papers",
    "party_id": "parties",
    "payer_id": "parties",
    "person_id": "parties",
    "plan_id": "membership_plans",
    "replaced_by_id": "papers",
    "replaces_id": "papers",
    "second_id": "parties",
    "signed_by": "accounts",
    "till_id": "tills",
    "wording_id": "piece_wordings",
}


@dataclass(frozen=True, slots=True)
class AuditChange:
    """One column that an act changed: its values as JSON, and names instead of keys."""

    table: str
    name: str  # of the record, where it has one
    column: str
    before: Any
    after: Any


def list_changes(session: Session, reader_id: UUID, seq: int) -> list[AuditChange] | None:
    """What one act changed, before and after; None where it was erased.

    As the journal itself, it is for an account that may read it (RightError).
    """
    refuse_without(session, reader_id, Right.SEE_AUDIT)
    detail = session.get(AuditDetail, seq)
    if detail is None or detail.erased_at is not None:
        return None
    said = [one for record, columns in detail.changes.items() for one in _said(record, columns)]
    names = _names(session, said)
    return [
        AuditChange(table, names.get(key, ""), column, *named)
        for table, key, column, *pair in said
        if (named := [_named(column, value, names) for value in pair]) != [None, None]
    ]


def _said(record: str, columns: object) -> Iterator[tuple[str, str, str, Any, Any]]:
    table, _, key = record.partition(" ")
    if not isinstance(columns, dict):
        yield table, key, "", None, columns
        return
    for column, pair in columns.items():
        is_pair = isinstance(pair, list) and len(pair) == 2
        before, after = pair if is_pair else (None, pair)
        yield table, key, column, before, after


def _names(session: Session, said: Sequence[tuple[str, str, str, Any, Any]]) -> dict[str, str]:
    """By key, as they are called now; a record that is gone, as it was called."""
    wanted: dict[str, set[UUID]] = {}
    for table, key, column, *pair in said:
        for home, value in ((table, key), *((KEYS.get(column, ""), one) for one in pair)):
            if home in NAMES and (found := _key(value)):
                wanted.setdefault(home, set()).add(found)
    names = {key: gone for _, key, column, gone, _ in said if column in OWN_NAMES and gone}
    for home, keys in wanted.items():
        called, ordered = NAMES[home], sorted(keys)
        for first in range(0, len(ordered), STEP):
            some = called.selected_columns[0].in_(ordered[first : first + STEP])
            names |= {str(key): text for key, text in session.execute(called.where(some))}
    return names


def _named(column: str, value: Any, names: dict[str, str]) -> Any:
    """A key that stands for nothing with a name is left out."""
    if _key(value) is None:
        return value
    return names.get(value) if column in KEYS else None


def _key(value: Any) -> UUID | None:
    if not isinstance(value, str) or len(value) != 36:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None
