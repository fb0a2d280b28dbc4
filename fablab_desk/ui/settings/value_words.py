"""The values of the base in words, for the journal of acts."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from fablab_desk.assembly.kinds import ASSEMBLY_TEXTS, OFFICE_TEXTS, PRESENCE_TEXTS
from fablab_desk.catalogue.kinds import NATURE_TEXTS, VAT_TEXTS
from fablab_desk.charges.kinds import STATE_TEXTS, FactKind
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.lab.figures import FIGURE_TEXTS
from fablab_desk.lab.kinds import LIST_TEXTS, LOCK_TEXTS, REGIME_TEXTS
from fablab_desk.memberships.kinds import ACCEPTANCE_TEXTS, RULE_TEXTS
from fablab_desk.money import format_amount
from fablab_desk.overview.changes import PAPER_TEXTS
from fablab_desk.payments.kinds import JOURNAL_TEXTS, METHOD_TEXTS
from fablab_desk.people.custom import CUSTOM_KIND_TEXTS, CUSTOM_WHOM_TEXTS
from fablab_desk.people.kinds import (
    CHORUS_TEXTS,
    CONSENT_TEXTS,
    GENDER_TEXTS,
    MEDIUM_TEXTS,
    ORGANISATION_TEXTS,
    RELATION_TEXTS,
    SOURCE_TEXTS,
    PartyKind,
)
from fablab_desk.people.pieces import FORM_TEXTS, VALIDITY_TEXTS, WHOM_TEXTS
from fablab_desk.staff.rights import ROLE_TEXTS
from fablab_desk.ui.settings.service_words import SERVICE_TEXTS
from fablab_desk.ui.settings.text_dialogs import NAMES_TEXTS

PARTY_TEXTS = {
    PartyKind.PERSON: mark("Person"),
    PartyKind.ORGANISATION: mark("Organisation"),
}
FACT_TEXTS = {
    FactKind.BY_HAND: mark("Charged by hand"),
    FactKind.SALE: mark("Sale"),
    FactKind.MEMBERSHIP: mark("Membership"),
    FactKind.INVOICE: mark("Invoice"),
    FactKind.TAKEN_OVER: mark("Taken over from elsewhere"),
}
# By column; where tables differ, by “table column”.
WORDS: dict[str, Mapping[Any, str]] = {
    "chorus_asks": CHORUS_TEXTS,
    "fact_kind": FACT_TEXTS,
    "form": FORM_TEXTS,
    "gender": GENDER_TEXTS,
    "key": NAMES_TEXTS,
    "nature": NATURE_TEXTS,
    "office": OFFICE_TEXTS,
    "organisation_kind": ORGANISATION_TEXTS,
    "presence": PRESENCE_TEXTS,
    "regime": REGIME_TEXTS,
    "relation": RELATION_TEXTS,
    "roles": ROLE_TEXTS,
    "acceptance": ACCEPTANCE_TEXTS,
    "rule": RULE_TEXTS,
    "service": SERVICE_TEXTS,
    "state": STATE_TEXTS,
    "validity": VALIDITY_TEXTS,
    "vat_nature": VAT_TEXTS,
    "whom": WHOM_TEXTS,
    "assemblies kind": ASSEMBLY_TEXTS,
    "consents kind": CONSENT_TEXTS,
    "consents media": MEDIUM_TEXTS,
    "consents source": SOURCE_TEXTS,
    "earlier_figures kind": FIGURE_TEXTS,
    "list_entries kind": LIST_TEXTS,
    "organisations kind": PARTY_TEXTS,
    "custom_fields whom": CUSTOM_WHOM_TEXTS,
    "papers kind": PAPER_TEXTS,
    "custom_fields kind": CUSTOM_KIND_TEXTS,
    "parties kind": PARTY_TEXTS,
    "payment_methods kind": METHOD_TEXTS,
    "people kind": PARTY_TEXTS,
    "period_locks kind": LOCK_TEXTS,
    "till_entries kind": JOURNAL_TEXTS,
}
AMOUNTS = frozenset(
    {
        *("amount", "change", "counted", "difference", "expected", "opening_amount", "paid"),
        *("period_total", "perpetual_total", "tendered", "total"),
    }
)


def value_text(table: str, column: str, value: Any, zone: ZoneInfo) -> str:
    """A value as the journal keeps it; one that this version does not know shows as it is."""
    match value:
        case None:
            return ""
        case bool():
            return translate(mark("Yes")) if value else translate(mark("No"))
        case list():
            return ", ".join(value_text(table, column, one, zone) for one in value)
        case dict():
            pairs = value.items()
            return ", ".join(f"{key}: {value_text(table, '', one, zone)}" for key, one in pairs)
    words = WORDS.get(f"{table} {column}", WORDS.get(column, {}))
    if value in words:
        return translate(words[value])
    return _figure(column, str(value), zone)


def _figure(column: str, text: str, zone: ZoneInfo) -> str:
    try:
        if column in AMOUNTS:
            return format_amount(Decimal(text), current())
        if len(text) == len("2026-03-02"):
            return format_day(date.fromisoformat(text), current(), short=True)
        if column == "at" or column.endswith("_at"):
            at = datetime.fromisoformat(text).astimezone(zone)
            return f"{format_day(at.date(), current(), short=True)} {at:%H:%M}"
    except (ValueError, ArithmeticError):  # a text, or a time of day
        return text
    return text
