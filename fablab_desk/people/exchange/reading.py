"""A row of a file as what it says of one person or organisation, every problem with it told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from fablab_desk import identifiers
from fablab_desk.db.lengths import LINE
from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.money import ZERO
from fablab_desk.people.communes import official_town
from fablab_desk.people.countries import find_country
from fablab_desk.people.custom import Value
from fablab_desk.people.drafts import tidy
from fablab_desk.people.errors import CountryError, LongFullNameError
from fablab_desk.people.exchange import errors, values
from fablab_desk.people.exchange.columns import Columns
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.people.exchange.towns import Towns
from fablab_desk.people.naming import full_name, name_key
from fablab_desk.people.numbers import read_member_number
from fablab_desk.sheets.sheet import Sheet, SheetRow

F = ImportField


@dataclass(slots=True)
class PayerReading:
    """Who paid, where it is somebody else."""

    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        return full_name(self.first_name, self.last_name)

    @property
    def key(self) -> str:
        return name_key(self.first_name, self.last_name)


@dataclass(frozen=True, slots=True)
class MembershipReading:
    """What the line says of a membership, for the room that knows the plans."""

    label: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    amount: Decimal | None = None  # before what was taken off
    taken_off: Decimal = ZERO
    paid_by: str = ""


@dataclass(slots=True)
class Reading:
    """`columns` holds the columns of the record that the line fills, checked."""

    line: int
    columns: dict[str, Any] = field(default_factory=dict)
    is_organisation: bool = False
    key: str = ""  # of the name, normalised
    number: int | None = None
    payer: PayerReading | None = None
    contact: str = ""  # of an organisation: who paid for it
    membership: MembershipReading | None = None
    newsletter: bool | None = None
    custom: dict[UUID, Value] = field(default_factory=dict)  # in the lab's own fields
    reasons: list[DeskError] = field(default_factory=list)
    notes: list[DeskError] = field(default_factory=list)

    def keep(self, **columns: Any) -> None:
        """Blank cells say nothing: they neither fill nor empty a column."""
        self.columns |= {name: value for name, value in columns.items() if value not in (None, "")}

    @property
    def name(self) -> str:
        if self.is_organisation:
            return str(self.columns.get("name", ""))
        return full_name(self.columns.get("first_name", ""), self.columns.get("last_name", ""))


class RowReader:
    """Reads the rows of one file, each by itself."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Columns,
        today: date,
        audiences: Mapping[str, UUID],
        towns: Towns,
    ) -> None:
        places = {title: place for place, title in enumerate(sheet.header)}
        self._places = [(what, places[title]) for title, what in columns.items() if title in places]
        self._today = today
        self._audiences = audiences
        self._towns = towns

    def read(self, row: SheetRow) -> Reading:
        written = {what: cell for what, place in self._places if (cell := row.cells[place].strip())}
        reading = Reading(row.line)
        if is_undone(status := written.get(F.ORDER_STATUS, "")):
            reading.reasons.append(errors.UndoneOrderError(status))
        said = self._checked(written, reading)
        self._read_name(said, written, reading)
        self._read_numbers(said, written, reading)
        self._read_contact(said, written, reading)
        self._read_place(said, written, reading)
        if not reading.is_organisation:
            self._read_person(said, written, reading)
        self._read_audience(written, reading)
        reading.membership = _membership(said)
        return reading

    def _checked(self, written: Mapping[F, str], reading: Reading) -> dict[F, Any]:
        """The cells whose check needs nothing else."""
        said: dict[F, Any] = {}
        for what, cell in written.items():
            try:
                if (check := values.CHECKS.get(what)) is not None:
                    said[what] = check(cell)
                elif (dated := values.DAYS.get(what)) is not None:
                    said[what] = dated(cell, self._today)
            except DeskError as problem:
                reading.reasons.append(errors.FieldError(what, problem))
        return said

    def _read_name(self, said: Mapping[F, Any], written: Mapping[F, str], reading: Reading) -> None:
        first, last = said.get(F.FIRST_NAME, ""), said.get(F.LAST_NAME, "")
        if not (first or last) and F.FULL_NAME in said:
            first, last = values.split_full_name(said[F.FULL_NAME])
        payer = _payer(said)
        organisation = said.get(F.ORGANISATION, "")
        if not (first or last) and not organisation and payer is not None:
            first, last = payer.first_name, payer.last_name
        if first or last:
            if len(name := full_name(first, last)) > LINE:
                problem = LongFullNameError(len(name), LINE)
                reading.reasons.append(errors.FieldError(F.LAST_NAME, problem))
            reading.columns |= {"first_name": first, "last_name": last}
            reading.key = name_key(first, last)
            if organisation:
                reading.notes.append(errors.OrganisationBesideError(organisation))
            if payer is not None and payer.key != reading.key:
                reading.payer = payer
        elif organisation:
            reading.is_organisation = True
            reading.columns["name"] = organisation
            reading.key = name_key("", organisation)
            if payer is not None:
                reading.contact = payer.name
                reading.notes.append(errors.ContactBesideError(payer.name))
        elif not {F.LAST_NAME, F.FIRST_NAME, F.FULL_NAME, F.ORGANISATION} & set(written):
            reading.reasons.append(errors.NobodyNamedError())

    def _read_numbers(
        self, said: Mapping[F, Any], written: Mapping[F, str], reading: Reading
    ) -> None:
        outside = said.get(F.OUTSIDE_NUMBER, "")
        if number := written.get(F.NUMBER):
            reading.number = read_member_number(number)
            if reading.number is None:
                outside = outside or number
        reading.keep(outside_number=outside, card=said.get(F.CARD, ""))
        if reading.is_organisation:
            reading.keep(
                siret=said.get(F.SIRET, ""),
                vat_number=said.get(F.VAT_NUMBER, ""),
                chorus_services=said.get(F.CHORUS_SERVICES, ""),
            )
            if asks := written.get(F.CHORUS_ASKS):
                reading.keep(chorus_asks=values.CHORUS.get(normalise(asks)))
                if "chorus_asks" not in reading.columns:
                    reading.notes.append(errors.UnknownWordError(F.CHORUS_ASKS, asks))

    def _read_contact(
        self, said: Mapping[F, Any], written: Mapping[F, str], reading: Reading
    ) -> None:
        email = said.get(F.EMAIL, "")
        if not email and reading.payer is None:
            email = said.get(F.PAYER_EMAIL, "")
        phones = [
            phone
            for what in (F.MOBILE, F.PHONE)
            if what in written and (phone := _phone(what, written[what], reading))
        ]
        reading.keep(email=email, phone=phones[0] if phones else "")
        if len({*phones}) > 1:
            reading.notes.append(errors.OtherPhoneError(identifiers.display_phone(phones[1])))

    def _read_place(
        self, said: Mapping[F, Any], written: Mapping[F, str], reading: Reading
    ) -> None:
        address, code, town = (
            said.get(F.ADDRESS, ""),
            written.get(F.POSTAL_CODE, ""),
            said.get(F.CITY, ""),
        )
        country = find_country(written[F.COUNTRY]) if F.COUNTRY in written else "FR"
        if country is None:
            problem = CountryError(written[F.COUNTRY])
            reading.reasons.append(errors.FieldError(F.COUNTRY, problem))
        if not (code or town or len(address) > LINE) and (
            parts := values.ENDS_WITH_TOWN.fullmatch(address)
        ):
            address, code, town = parts.groups()
        try:
            check = identifiers.check_postal_code if code and country == "FR" else tidy
            reading.keep(postal_code=check(code))
        except DeskError as problem:
            reading.reasons.append(errors.FieldError(F.POSTAL_CODE, problem))
        code = reading.columns.get("postal_code", "")
        reading.keep(
            address=address,
            city=self._towns.repaired(town and official_town(country or "", code, town)),
            country=(country or "") if F.COUNTRY in written else "",
            district=said.get(F.DISTRICT, ""),
        )

    def _read_person(
        self, said: Mapping[F, Any], written: Mapping[F, str], reading: Reading
    ) -> None:
        reading.keep(
            birth_date=said.get(F.BIRTH_DATE),
            first_visit_on=said.get(F.FIRST_VISIT_ON),
            profession=said.get(F.PROFESSION, ""),
            emergency_contact=said.get(F.EMERGENCY_CONTACT, ""),
        )
        if gender := written.get(F.GENDER):
            reading.keep(gender=values.GENDERS.get(normalise(gender)))
            if "gender" not in reading.columns:
                reading.notes.append(errors.UnknownWordError(F.GENDER, gender))
        if answer := normalise(written.get(F.NEWSLETTER, "")):
            reading.newsletter = True if answer in values.YES else None
            reading.newsletter = False if answer in values.NO else reading.newsletter

    def _read_audience(self, written: Mapping[F, str], reading: Reading) -> None:
        label = written.get(F.AUDIENCE, "")
        reading.keep(audience_id=self._audiences.get(normalise(label)))
        if label and "audience_id" not in reading.columns:
            reading.notes.append(errors.UnlistedAudienceError(label[:LINE]))


def is_undone(status: str) -> bool:
    return normalise(status) in values.UNDONE


def _payer(said: Mapping[F, Any]) -> PayerReading | None:
    first, last = said.get(F.PAYER_FIRST_NAME, ""), said.get(F.PAYER_LAST_NAME, "")
    return PayerReading(first, last, said.get(F.PAYER_EMAIL, "")) if first or last else None


def _phone(what: F, written: str, reading: Reading) -> str:
    """The number, or nothing where the cell says in words that there is none."""
    if values.is_no_number(written):
        reading.notes.append(errors.BlankPhoneError(written[:LINE]))
        return ""
    lost = values.LOST_ZERO.fullmatch(identifiers.normalized(written))
    try:
        phone = identifiers.check_phone(f"0{lost[0]}" if lost else written)
    except DeskError as problem:
        reading.reasons.append(errors.FieldError(what, problem))
        return ""
    if lost:
        reading.notes.append(errors.MendedPhoneError(written, identifiers.display_phone(phone)))
    return phone


def _membership(said: Mapping[F, Any]) -> MembershipReading | None:
    found = MembershipReading(
        said.get(F.MEMBERSHIP_LABEL, ""),
        said.get(F.MEMBERSHIP_STARTS_ON),
        said.get(F.MEMBERSHIP_ENDS_ON),
        said.get(F.AMOUNT),
        abs(said.get(F.DISCOUNT, ZERO)),
        said.get(F.PAID_BY, ""),
    )
    return None if found == MembershipReading() else found
