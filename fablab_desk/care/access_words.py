"""The values of personal data in words, for whoever they are about."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from fablab_desk.agenda.kinds import KIND_TEXTS as ARRIVAL_TEXTS
from fablab_desk.agenda.kinds import ROLE_TEXTS as CAME_AS_TEXTS
from fablab_desk.assembly.kinds import OFFICE_TEXTS, PRESENCE_TEXTS
from fablab_desk.charges.kinds import STATE_TEXTS
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.invoicing.kinds import INVOICE_KIND_TEXTS, INVOICE_STATE_TEXTS
from fablab_desk.logbook.kinds import OUTCOME_TEXTS, USE_STATE_TEXTS
from fablab_desk.logbook.kinds import SOURCE_TEXTS as USE_SOURCE_TEXTS
from fablab_desk.machines.kinds import FAULT_TEXTS, LOG_TEXTS, ORDER_TEXTS, SEVERITY_TEXTS
from fablab_desk.memberships.kinds import ACCEPTANCE_TEXTS
from fablab_desk.money import format_amount
from fablab_desk.people.kinds import (
    CONSENT_TEXTS,
    GENDER_TEXTS,
    MEDIUM_TEXTS,
    RELATION_TEXTS,
    SOURCE_TEXTS,
)
from fablab_desk.people.labels import COLUMN_TEXTS
from fablab_desk.projects.kinds import ROLE_TEXTS as PROJECT_ROLE_TEXTS
from fablab_desk.projects.kinds import STAGE_TEXTS
from fablab_desk.staff.rights import ROLE_TEXTS
from fablab_desk.trainings.kinds import (
    ENROLMENT_TEXTS,
    EVENT_TEXTS,
    FUNDING_TEXTS,
    LEVEL_TEXTS,
    SESSION_TEXTS,
    TRAINING_RESULT_TEXTS,
)
from fablab_desk.trainings.kinds import PRESENCE_TEXTS as HALF_DAY_TEXTS
from fablab_desk.trainings.kinds import SOURCE_TEXTS as CERTIFICATION_TEXTS

WORDS: Mapping[str, Mapping[Any, str]] = {
    "acceptance": ACCEPTANCE_TEXTS,
    "arrivals kind": ARRIVAL_TEXTS,
    "certification_events kind": EVENT_TEXTS,
    "certifications source": CERTIFICATION_TEXTS,
    "enrolments state": ENROLMENT_TEXTS,
    "faults state": FAULT_TEXTS,
    "funding": FUNDING_TEXTS,
    "half_day_presences presence": HALF_DAY_TEXTS,
    "level": LEVEL_TEXTS,
    "log_entries kind": LOG_TEXTS,
    "outcome": OUTCOME_TEXTS,
    "project_people role": PROJECT_ROLE_TEXTS,
    "result": TRAINING_RESULT_TEXTS,
    "severity": SEVERITY_TEXTS,
    "stage": STAGE_TEXTS,
    "training_sessions state": SESSION_TEXTS,
    "upkeep_orders state": ORDER_TEXTS,
    "invoices kind": INVOICE_KIND_TEXTS,
    "invoices state": INVOICE_STATE_TEXTS,
    "uses source": USE_SOURCE_TEXTS,
    "uses state": USE_STATE_TEXTS,
    "arrivals role": CAME_AS_TEXTS,
    "consents kind": CONSENT_TEXTS,
    "consents media": MEDIUM_TEXTS,
    "consents source": SOURCE_TEXTS,
    "gender": GENDER_TEXTS,
    "office": OFFICE_TEXTS,
    "presence": PRESENCE_TEXTS,
    "relation": RELATION_TEXTS,
    "roles": ROLE_TEXTS,
    "state": STATE_TEXTS,
}
ROOMS: Mapping[str, str] = {
    "agenda": mark("Visits"),
    "assembly": mark("General assemblies"),
    "care": mark("Your data"),
    "charges": mark("Debts"),
    "invoicing": mark("Invoices"),
    "logbook": mark("Uses of machines"),
    "machines": mark("Machines"),
    "memberships": mark("Memberships"),
    "papers": mark("Issued papers"),
    "payments": mark("Payments"),
    "people": mark("Your record"),
    "projects": mark("Projects"),
    "staff": mark("Account at the desk"),
    "trainings": mark("Trainings and certifications"),
}
AMOUNTS = frozenset({"amount", "change", "paid", "tendered", "total", "unit_price"})


def value_text(table: str, column: str, value: Any, zone: ZoneInfo) -> str:
    """As a lay person reads it; a word that has no text here shows as it is kept."""
    match value:
        case None:
            return ""
        case bool():
            return translate(mark("Yes")) if value else translate(mark("No"))
        case datetime():
            at = value.astimezone(zone)
            return f"{format_day(at.date(), current(), short=True)} {at:%H:%M}"
        case date():
            return "" if value.year in (1, 9999) else format_day(value, current(), short=True)
        case list() | tuple():
            return ", ".join(value_text(table, column, one, zone) for one in value)
        case dict():
            return _of_several(table, value, zone)
    words = WORDS.get(f"{table} {column}", WORDS.get(column, {}))
    if value in words:
        return translate(words[value])
    if column in AMOUNTS:
        return format_amount(Decimal(str(value)), current())
    label = getattr(value, "label", None)
    if isinstance(label, str):
        return translate(label)
    return str(value.value if isinstance(value, Enum) else value)


def _of_several(table: str, value: Mapping[str, Any], zone: ZoneInfo) -> str:
    match value:
        case {"question": question, "answer": answer}:
            return f"{question} {answer}"
        case {"said": said}:
            return str(said)
    pairs = ((COLUMN_TEXTS.get(name), one) for name, one in value.items())
    return "; ".join(
        f"{translate(name)} : {value_text(table, '', one, zone)}"
        for name, one in pairs
        if name and one not in ("", None)
    )


def about(service: str) -> str:
    """What an act was about, by the room it belongs to."""
    return translate(ROOMS.get(service.partition(".")[0], ""))


def change_text(label: str, before: Any, after: Any, *, zone: ZoneInfo) -> str:
    """“Town: Lyon → Paris”, as the journal kept it."""
    was, became = (_kept_text(one, zone) for one in (before, after))
    said = f"{was} → {became or '—'}" if was else became
    return translate(mark("{what}: {said}")).format(what=label, said=said)


def _kept_text(value: Any, zone: ZoneInfo) -> str:
    if value in GENDER_TEXTS:
        return translate(GENDER_TEXTS[value])
    if isinstance(value, str) and len(value) == len("2026-03-02"):
        try:
            return format_day(date.fromisoformat(value), current(), short=True)
        except ValueError:
            return value
    return value_text("", "", value, zone)
