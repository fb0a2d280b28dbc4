"""Who uses the lab or pays for it: persons, organisations, households, guardians, consents."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, UniqueConstraint, column
from sqlalchemy.orm import Mapped, mapped_column

from fablab_desk.db.base import Base, Key, Lines, Unbounded
from fablab_desk.db.partial import partial_index
from fablab_desk.keys import new_key
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.people.communes import located
from fablab_desk.people.kinds import (
    ChorusAsks,
    ConsentKind,
    Gender,
    GuardianRelation,
    OrganisationKind,
    PartyKind,
)
from fablab_desk.people.naming import full_name, name_key, search_words_of

NEVER_DUE = date(9999, 12, 31)
NO_PIECES = date(1, 1, 1)


class ImportBatch(Base, kw_only=True):
    """One file taken in: its name and digest, so that it is known again."""

    __tablename__ = "import_batches"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    at: Mapped[datetime]
    file_name: Mapped[str]
    sha256: Mapped[str]
    created: Mapped[int]
    changed: Mapped[int]
    undone_at: Mapped[datetime | None] = mapped_column(default=None)


class ImportMatching(Base, kw_only=True):
    """Which column of a file means which field, remembered for files with the same header."""

    __tablename__ = "import_matchings"

    header_digest: Mapped[str] = mapped_column(primary_key=True)
    columns: Mapped[Unbounded]  # JSON: header → field


class Party(Base, kw_only=True):
    """What persons and organisations share. `number` is what people see and what search keys on."""

    __tablename__ = "parties"
    __table_args__ = (
        CheckConstraint("number > 0", name="number_positive"),
        # What follows `number` lets a filtered list be counted and walked without the table.
        Index(
            "ix_parties_sort_name_number",
            "sort_name",
            "number",
            "archived_on",
            "kind",
            "due_on",
            "member_from",
            "earlier_until",
            "pieces_until",
            "grown_pieces_until",
        ),
        # Those a search found are put in order from here, wherever in the order they stand.
        Index(
            "ix_parties_number_sort_name",
            "number",
            "sort_name",
            "id",
            "archived_on",
            "kind",
            "due_on",
            "member_from",
            "earlier_until",
        ),
        Index(
            "ix_parties_due_on_number",
            "due_on",
            "number",
            "archived_on",
            "kind",
            "member_from",
            "earlier_until",
        ),
        Index(
            "ix_parties_archived_on_due_on",
            "archived_on",
            "due_on",
            "number",
            "member_from",
            "earlier_until",
        ),
        Index("ix_parties_archived_on_kind", "archived_on", "kind", "due_on", "number"),
        Index(
            "ix_parties_pieces_until",
            "pieces_until",
            "due_on",
            "archived_on",
            "member_from",
            "earlier_until",
            "grown_pieces_until",
            "number",
        ),
        # What a filter of the lab's own may ask, in the order of the list.
        Index(
            "ix_parties_filtered",
            "sort_name",
            "number",
            "archived_on",
            "kind",
            "due_on",
            "member_from",
            "earlier_until",
            "audience_id",
            "created_on",
            "pieces_until",
            "grown_pieces_until",
            "id",
        ),
        Index("ix_parties_email", "email"),
        # The few whom the board has not accepted yet.
        partial_index(
            "ix_parties_waiting_on",
            "waiting_on",
            "number",
            where=column("waiting_on", Date()).is_not(None),
        ),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    kind: Mapped[PartyKind] = mapped_column(init=False)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]  # as shown: “Éloïse Dupré”
    sort_name: Mapped[str]  # “dupre eloise”, normalised
    search: Mapped[Unbounded]  # normalised words: names, number, e-mail, phone, card
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")  # E.164
    address: Mapped[Lines] = mapped_column(default="")  # lines
    postal_code: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="FR")  # ISO 3166-1 alpha-2
    commune: Mapped[str] = mapped_column(default="")  # INSEE code: follows from the address
    intercommunality: Mapped[str] = mapped_column(default="")  # as well
    district: Mapped[str] = mapped_column(default="")  # priority district (QPV), by hand
    audience_id: Mapped[UUID | None] = mapped_column(ForeignKey("audiences.id"), default=None)
    alert: Mapped[Lines] = mapped_column(default="")  # pinned: shown when the record opens
    note: Mapped[Lines] = mapped_column(default="")  # staff only
    photo: Mapped[str] = mapped_column(default="")  # SHA-256 of an attachment
    card: Mapped[str | None] = mapped_column(unique=True, default=None)
    outside_number: Mapped[str] = mapped_column(index=True, default="")  # of the file imported
    first_visit_on: Mapped[date | None] = mapped_column(default=None)
    created_on: Mapped[date]
    archived_on: Mapped[date | None] = mapped_column(default=None)
    # The last unbroken run of statutory memberships; `memberships` writes it, and nobody else.
    member_from: Mapped[date | None] = mapped_column(default=None)
    member_until: Mapped[date | None] = mapped_column(default=None)
    # Where that run begins later: the last day of the one that goes on until then.
    earlier_until: Mapped[date | None] = mapped_column(default=None)
    # Since when a statutory membership waits for the board.
    waiting_on: Mapped[date | None] = mapped_column(default=None)
    # Of the newest statutory membership, one that waits included.
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey(ListEntry.id), default=None)
    due_on: Mapped[date] = mapped_column(default=NEVER_DUE)  # to sort by: never null
    # Through which day every piece asked for is there; once of age, and before (`piece_standing`).
    grown_pieces_until: Mapped[date] = mapped_column(insert_default=NO_PIECES, init=False)
    pieces_until: Mapped[date] = mapped_column(insert_default=NO_PIECES, init=False)
    import_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("import_batches.id"), index=True, default=None
    )
    # What still leads here of records merged into this one: numbers, names, e-mails; in lines.
    former: Mapped[Unbounded] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {  # noqa: RUF012  (the mapper's own attribute)
        "version_id_col": version,
        "polymorphic_on": "kind",
    }

    def says(self, columns: Mapping[str, Any]) -> bool:
        return all(getattr(self, name) == value for name, value in columns.items())

    def correct(self, columns: Mapping[str, Any]) -> None:
        """Write what a checked draft says, and find the record by it from now on."""
        for name, value in columns.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
        self.rename()

    def rename(self) -> None:
        """Renew the columns that follow from names, number, e-mail, phone, card and address."""
        self.sort_name = name_key("", self.name)
        self.search = search_words_of(
            self.number,
            self.name,
            email=self.email,
            phone=self.phone,
            card=self.card,
            outside_number=self.outside_number,
            former=self.former,
        )
        for name, value in located(self.country, self.postal_code, self.city).items():
            setattr(self, name, value)

    def archive(self, day: date) -> None:
        self.archived_on = day

    def bring_back(self) -> None:
        self.archived_on = None


class Person(Party, kw_only=True):
    __tablename__ = "people"

    id: Mapped[Key] = mapped_column(ForeignKey("parties.id"), default_factory=new_key)
    first_name: Mapped[str]
    last_name: Mapped[str]
    gender: Mapped[Gender] = mapped_column(default=Gender.NOT_STATED)
    birth_date: Mapped[date | None] = mapped_column(default=None)
    profession: Mapped[str] = mapped_column(default="")
    emergency_contact: Mapped[Lines] = mapped_column(default="")
    may_leave_alone: Mapped[bool | None] = mapped_column(default=None)  # of a minor; None: not said

    __mapper_args__ = {"polymorphic_identity": PartyKind.PERSON}  # noqa: RUF012

    def rename(self) -> None:
        self.name = full_name(self.first_name, self.last_name)
        super().rename()
        self.sort_name = name_key(self.first_name, self.last_name)

    def age_on(self, day: date) -> int | None:
        """Whole years; someone born on 29 February is a year older on 1 March."""
        if self.birth_date is None:
            return None
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def is_minor_on(self, day: date) -> bool:
        age = self.age_on(day)
        return age is not None and age < 18


_PEOPLE = Person.__table__.c
Index("ix_people_birth_date_id", _PEOPLE.birth_date, _PEOPLE.id)


class Organisation(Party, kw_only=True):
    __tablename__ = "organisations"

    id: Mapped[Key] = mapped_column(ForeignKey("parties.id"), default_factory=new_key)
    organisation_kind: Mapped[OrganisationKind] = mapped_column(default=OrganisationKind.OTHER)
    siret: Mapped[str] = mapped_column(default="")
    vat_number: Mapped[str] = mapped_column(default="")
    billing_address: Mapped[Lines] = mapped_column(default="")  # lines; empty: the address
    # What Chorus Pro asks for with an invoice, and its services: a code a line, then its name.
    chorus_asks: Mapped[ChorusAsks] = mapped_column(default=ChorusAsks.NOT_SAID)
    chorus_services: Mapped[Lines] = mapped_column(default="")

    __mapper_args__ = {"polymorphic_identity": PartyKind.ORGANISATION}  # noqa: RUF012


class Household(Base, kw_only=True):
    """People for whom one party pays: one of them, a relative elsewhere, or an organisation."""

    __tablename__ = "households"

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    label: Mapped[str]
    payer_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"), index=True)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (the mapper's own attribute)


class HouseholdMember(Base, kw_only=True):
    """A person belongs to one household at most."""

    __tablename__ = "household_members"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"), index=True)


class OrganisationContact(Base, kw_only=True):
    """A known person who speaks for an organisation."""

    __tablename__ = "organisation_contacts"
    __table_args__ = (UniqueConstraint("organisation_id", "person_id"),)

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(default="")


class Guardian(Base, kw_only=True):
    """Who answers for a minor, and who may fetch them."""

    __tablename__ = "guardians"
    __table_args__ = (
        UniqueConstraint("child_id", "guardian_id"),
        CheckConstraint("child_id <> guardian_id", name="not_oneself"),
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    child_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    guardian_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    relation: Mapped[GuardianRelation]
    sole_holder: Mapped[bool] = mapped_column(default=False)  # of parental authority
    may_fetch: Mapped[bool] = mapped_column(default=True)


class Consent(Base, kw_only=True):
    """An answer given on a day to a wording; of a kind the last day's counts. Never edited."""

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_person_id_kind", "person_id", "kind"),
        Index("ix_consents_by_guardian_id", "by_guardian_id"),  # or each person removed reads all
    )

    id: Mapped[Key] = mapped_column(default_factory=new_key)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[ConsentKind]
    given: Mapped[bool]
    given_on: Mapped[date]
    wording: Mapped[Lines]
    source: Mapped[str]  # desk, form, import
    by_guardian_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), default=None)
    # Of pictures agreed to: where they may be shown (`media`), empty: as it was worded.
    media: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    valid_until: Mapped[date | None] = mapped_column(default=None)  # included; or until revoked
    wording_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("piece_wordings.id"), index=True, default=None
    )


class ConsentRetraction(Base, kw_only=True):
    """An answer that was entered by mistake: it counts for nothing, and both stay."""

    __tablename__ = "consent_retractions"

    consent_id: Mapped[UUID] = mapped_column(ForeignKey("consents.id"), primary_key=True)
    at: Mapped[datetime]


class PartyMerge(Base, kw_only=True):
    """A record that was merged into another one: its number, and what files may still say of it."""

    __tablename__ = "party_merges"

    gone_id: Mapped[Key]
    number: Mapped[int] = mapped_column(unique=True)
    kept_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"), index=True)
    sort_name: Mapped[str] = mapped_column(index=True)
    outside_number: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    was: Mapped[dict[str, Any]] = mapped_column(JSON)  # its columns, as they were
    replaced: Mapped[dict[str, Any]] = mapped_column(JSON)  # what the kept one said instead
