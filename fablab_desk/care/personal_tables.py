"""Every table that names a person: what the access export calls it, and what erasing does to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fablab_desk.i18n import mark

PARTIES = "parties"
PAPERS = "papers"


class Fate(StrEnum):
    """What becomes of a person's rows when she is erased."""

    GOES = "goes"
    BLANKED = "blanked"  # its own columns say nothing any more
    NAMELESS = "nameless"  # it stays for what was counted, and names nobody
    KEPT = "kept"  # under the legal term of accounting
    UNTIED = "untied"  # it no longer says whose it is


@dataclass(frozen=True, slots=True)
class Personal:
    """`title` is a msgid; `hidden` columns are not personal data of whoever asks.

    `blank` is what its columns say instead once the person is erased.
    """

    title: str
    fate: Fate
    blank: Mapping[str, Any] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


# A table with a key to people that is missing here fails a test: nothing is forgotten.
PERSONAL: Mapping[str, Personal] = {
    "accounts": Personal(
        mark("Account at the desk"),
        Fate.UNTIED,
        hidden=frozenset({"password_hash", "preferences", "wrong_passwords", "wait_until"}),
    ),
    "arrivals": Personal(mark("Visits"), Fate.NAMELESS, hidden=frozenset({"counted_on", "label"})),
    "assembly_voters": Personal(mark("General assemblies"), Fate.NAMELESS),
    "cashings": Personal(mark("Payments"), Fate.KEPT),
    "certifications": Personal(
        mark("Certifications"), Fate.NAMELESS, {"note": ""}, frozenset({"granted_by"})
    ),
    "charges": Personal(
        mark("Debts"),
        Fate.KEPT,
        hidden=frozenset(
            {"fact_id", "fact_kind", "tax_included", "explanation", "vat_nature", "unit_price"}
        ),
    ),
    "consents": Personal(
        mark("Consents"), Fate.BLANKED, {"wording": "", "media": []}, frozenset({"wording_id"})
    ),
    "covers": Personal(mark("Covers"), Fate.NAMELESS),
    "custom_values": Personal(mark("Custom fields"), Fate.GOES),
    "enrolments": Personal(
        mark("Trainings"),
        Fate.NAMELESS,
        {
            "profession": "",
            "status": "",
            "remark": "",
            "override_reason": "",
            "withdrawn_reason": "",
        },
        frozenset({"bill_id", "grades"}),
    ),
    "faults": Personal(mark("Faults told of"), Fate.NAMELESS),
    "guardians": Personal(mark("Ties of guardian"), Fate.GOES),
    "household_members": Personal(mark("Household"), Fate.GOES),
    "households": Personal(mark("Households paid for"), Fate.GOES),
    "invoices": Personal(
        mark("Invoices"), Fate.KEPT, hidden=frozenset({"paper_id", "original_id"})
    ),
    "loans": Personal(
        mark("Equipment borrowed"),
        Fate.NAMELESS,
        {"state_out": "", "state_back": ""},
        frozenset({"open_item_id"}),
    ),
    "log_entries": Personal(
        mark("Lines of logbooks"), Fate.NAMELESS, hidden=frozenset({"fact_id"})
    ),
    "mandates": Personal(mark("Mandates"), Fate.NAMELESS),
    "memberships": Personal(
        mark("Memberships"),
        Fate.NAMELESS,
        {"cancel_reason": ""},
        frozenset({"holds_from"}),
    ),
    "organisation_contacts": Personal(mark("Contacts"), Fate.GOES),
    "party_erasures": Personal(mark("Erasure"), Fate.NAMELESS),
    "party_merges": Personal(
        mark("Records merged into this one"),
        Fate.BLANKED,
        {"sort_name": "", "outside_number": "", "was": {}, "replaced": {}},
        frozenset({"sort_name"}),
    ),
    "people_on_duty": Personal(mark("Days on duty"), Fate.NAMELESS),
    "pieces": Personal(mark("Pieces handed in"), Fate.BLANKED, {"note": ""}),
    "project_meetings": Personal(mark("Meetings of projects"), Fate.NAMELESS),
    "project_people": Personal(mark("Projects taken part in"), Fate.NAMELESS),
    "projects": Personal(mark("Projects accompanied"), Fate.NAMELESS),
    "sealed_records": Personal(mark("Restricted archive"), Fate.GOES),
    "session_trainers": Personal(mark("Trainings given"), Fate.NAMELESS),
    "told_apart": Personal(mark("Records told apart"), Fate.GOES),
    "training_sessions": Personal(mark("Trainings paid for or hosted"), Fate.NAMELESS),
    "upkeep_orders": Personal(
        mark("Maintenance done"), Fate.NAMELESS, hidden=frozenset({"open_plan_id", "done_by"})
    ),
    "use_days": Personal(
        mark("Days at machines"), Fate.NAMELESS, hidden=frozenset({"use_id", "first", "override"})
    ),
    "uses": Personal(
        mark("Uses of machines"),
        Fate.NAMELESS,
        {
            "note": "",
            "label": "",
            "photo": "",
            "answers": [],
            "override_reason": "",
            "refusals": [],
            "closed_reason": "",
        },
        frozenset({"running_machine_id", "bill_id"}),
    ),
}
# What hangs on their rows, one step further, and is told with them.
FURTHER: Mapping[str, str] = {
    "allocations": mark("What payments settled"),
    "certification_events": mark("What befell certifications"),
    "consent_retractions": mark("Consents taken back"),
    "half_day_presences": mark("Half-days of trainings"),
    "membership_attestations": mark("Attestations of membership"),
    "payments": mark("Ways of payment"),
    "use_materials": mark("Material of uses"),
}
