"""What forms fill in about the lab and its carriers, and every problem they may have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fablab_desk.documents.logo import check_logo
from fablab_desk.errors import DeskError
from fablab_desk.identifiers import (
    check_bic,
    check_email,
    check_iban,
    check_phone,
    check_postal_code,
    check_rna,
    check_siret,
    check_training_body,
    check_vat,
)
from fablab_desk.lab.errors import (
    DayEndError,
    FiscalMonthError,
    IdleMinutesError,
    LongFieldError,
    NamelessLabError,
    NegativeCapError,
    UnknownZoneError,
)

Found = list[tuple[str, DeskError]]
LONGEST = 300
MOST_IDLE = 480
NOON = time(12)
CHECKS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "postal_code": check_postal_code,
        "email": check_email,
        "phone": check_phone,
        "siret": check_siret,
        "rna": check_rna,
        "training_body": check_training_body,
        "vat_number": check_vat,
        "iban": check_iban,
        "bic": check_bic,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabDraft:
    name: str
    zone_name: str = "Europe/Paris"
    day_ends_at: time = time(4)
    fiscal_month: int = 1
    asks_login: bool = False
    idle_minutes: int = 15
    gift_cap: Decimal | None = None  # of material that is offered at once; None: nothing is

    def checked(self) -> tuple["LabDraft", Found]:
        tidy = replace(self, name=" ".join(self.name.split()), zone_name=self.zone_name.strip())
        found = refused_name(tidy.name)
        if not is_zone(tidy.zone_name):
            found.append(("zone_name", UnknownZoneError(tidy.zone_name)))
        if not 1 <= self.fiscal_month <= 12:
            found.append(("fiscal_month", FiscalMonthError()))
        if self.day_ends_at > NOON:
            found.append(("day_ends_at", DayEndError()))
        if not 0 <= self.idle_minutes <= MOST_IDLE:
            found.append(("idle_minutes", IdleMinutesError()))
        if self.gift_cap is not None and self.gift_cap < 0:
            found.append(("gift_cap", NegativeCapError()))
        return tidy, found


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierDraft:
    """The identity on papers; every field but the name may stay empty."""

    name: str
    legal_form: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    siret: str = ""
    rna: str = ""
    training_body: str = ""  # its declaration as one; blank: it is none
    vat_number: str = ""
    iban: str = ""
    bic: str = ""
    account_holder: str = ""
    logo: bytes | None = None

    def checked(self) -> tuple["CarrierDraft", Found]:
        """The draft in its normal forms, and every problem with the field it belongs to."""
        said = {
            field.name: _tidy(getattr(self, field.name))
            for field in fields(self)
            if field.name != "logo"
        }
        found = refused_name(said["name"])
        found += [
            (name, LongFieldError(LONGEST))
            for name, text in said.items()
            if len(text) > LONGEST and name != "name"
        ]
        for name, check in CHECKS.items():
            try:
                said[name] = check(said[name]) if said[name] else ""
            except DeskError as problem:
                found.append((name, problem))
        if self.logo:
            try:
                check_logo(self.logo)
            except DeskError as problem:
                found.append(("logo", problem))
        return replace(self, **said, logo=self.logo or None), found


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceDraft:
    label: str
    carrier_id: UUID | None = None


def refused_name(name: str) -> Found:
    if not name:
        return [("name", NamelessLabError())]
    return [("name", LongFieldError(LONGEST))] if len(name) > LONGEST else []


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


def _tidy(text: str) -> str:
    return "\n".join(line for each in text.splitlines() if (line := " ".join(each.split())))
