"""What an act of the journal changed, with names where the journal keeps keys."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from fablab_desk.catalogue.models import Article
from fablab_desk.charges.models import Charge
from fablab_desk.lab.models import Audience, Carrier
from fablab_desk.memberships.models import MembershipKind, MembershipPlan
from fablab_desk.papers.models import Paper, PaperKind
from fablab_desk.payments.models import PaymentMethod, Till
from fablab_desk.people.models import Household, Party
from fablab_desk.staff.models import Account, AuditDetail
from fablab_desk.staff.queries import refuse_without
from fablab_desk.staff.rights import Right

STEP = 500  # keys in one question: an import changes thousands of records
NAMES: dict[str, InstrumentedAttribute[str]] = {
    "accounts": Account.name,
    "articles": Article.label,
    "audiences": Audience.label,
    "carriers": Carrier.name,
    "charges": Charge.label,
    "households": Household.label,
    "membership_kinds": MembershipKind.label,
    "membership_plans": MembershipPlan.label,
    "organisations": Party.name,
    "papers": Paper.number,
    "parties": Party.name,
    "payment_methods": PaymentMethod.label,
    "people": Party.name,
    "tills": Till.label,
}
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
    "guardian_id": "parties",
    "household_id": "households",
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
    "signed_by": "accounts",
    "till_id": "tills",
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
        if (named := [_named(value, names) for value in pair]) != [None, None]
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


def _names(session: Session, said: Iterable[tuple[str, str, str, Any, Any]]) -> dict[str, str]:
    wanted: dict[str, set[UUID]] = {}
    for table, key, column, *pair in said:
        for home, value in ((table, key), *((KEYS.get(column, ""), one) for one in pair)):
            if home in NAMES and (found := _key(value)):
                wanted.setdefault(home, set()).add(found)
    names: dict[str, str] = {}
    for home, keys in wanted.items():
        name, ordered = NAMES[home], sorted(keys)
        for first in range(0, len(ordered), STEP):
            some = name.class_.id.in_(ordered[first : first + STEP])
            rows = session.execute(select(name.class_.id, name).where(some))
            names |= {str(each): text for each, text in rows}
    return names


def _named(value: Any, names: dict[str, str]) -> Any:
    """A key that stands for nothing with a name is left out."""
    return value if _key(value) is None else names.get(value)


def _key(value: Any) -> UUID | None:
    if not isinstance(value, str) or len(value) != 36:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None
