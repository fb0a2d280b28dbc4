"""What people owed before the lab came here, from a file: who, since when, what for, how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.balance_errors import (
    BothAmountsError,
    CreditError,
    EmptyBalanceError,
    KnownBalanceError,
    NegativeBalanceError,
    NoBalanceError,
    SameBalanceError,
    UnsureOwnerError,
)
from fablab_desk.care.listed import (
    Listed,
    Listing,
    MissingColumnError,
    cell,
    listing_of,
    match_titles,
    refuse_missing,
)
from fablab_desk.care.listed_arrivals import (
    NamesakesError,
    NobodyFoundError,
    NobodyToldError,
)
from fablab_desk.care.near_people import Proposed
from fablab_desk.care.number_book import NumberBook
from fablab_desk.charges.drafts import MOST, day_problem
from fablab_desk.charges.errors import PriceRangeError
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.models import Charge
from fablab_desk.db.lengths import LINE, LongTextError
from fablab_desk.errors import DeskError, gathered
from fablab_desk.i18n import LANGUAGES, current, mark, translate
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import refuse_locked
from fablab_desk.money import ZERO, format_amount, parse_amount, to_cent
from fablab_desk.people.exchange.making import STEP, say_nothing
from fablab_desk.people.exchange.preview import Progress
from fablab_desk.people.models import Party, Person
from fablab_desk.people.naming import name_key
from fablab_desk.people.numbers import member_number
from fablab_desk.people.records import load_present
from fablab_desk.sheets.sheet import Sheet, SheetRow
from fablab_desk.typed import parse_import_day

TITLES = {
    "number": ("numero d adherent", "numero", "numero adherent", "member number", "number", "n"),
    "last": ("nom", "nom de famille", "raison sociale", "last name", "surname"),
    "first": ("prenom", "first name", "given name"),
    "email": ("e mail", "email", "courriel", "mail", "adresse e mail"),
    "birth": ("date de naissance", "naissance", "birth date", "date of birth"),
    "day": ("date", "jour", "depuis le", "du le", "day", "since"),
    "label": ("libelle", "objet", "motif", "label", "what for"),
    "owed": (
        "montant du",
        "du",
        "solde du",
        "solde",
        "montant",
        "reste du",
        "a payer",
        "debit",
        "amount owed",
        "owed",
    ),
    "credit": ("en avance", "avoir", "credit", "trop percu", "amount in credit"),
}
WHO = ("number", "last")
USUAL_LABEL = mark("Balance taken over")


@dataclass(frozen=True, slots=True)
class BalanceDraft:
    """What one party owes since a day, in the cent; charged as it stands."""

    party_id: UUID
    owed_on: date
    label: str
    amount: Decimal

    @property
    def what(self) -> tuple[UUID, date, str]:
        return self.party_id, self.owed_on, self.label


def read_balances(
    session: Session,
    sheet: Sheet,
    days: tuple[date, date | None],
    columns: Mapping[str, int] | None = None,
    chosen: Mapping[int, Proposed] | None = None,
    progress: Progress = say_nothing,
) -> Listing[BalanceDraft]:
    """`days` are today and that of the whole list, where no column tells one.

    `columns`: where each thing stands, if not as the titles tell; `chosen`: who is meant by a line.
    """
    columns = match_titles(sheet, TITLES) if columns is None else columns
    refuse_missing(columns, TITLES, ("owed",) if days[1] else ("day", "owed"))
    if not set(WHO) & set(columns):
        raise MissingColumnError((TITLES["number"][0], TITLES["last"][0]))
    listing: Listing[BalanceDraft] = listing_of(sheet)
    reader = _Reader(session, columns, days, chosen or {})
    for done, row in enumerate(sheet.rows):
        if done % STEP == 0:
            progress(done, len(sheet.rows))
            reader.look_ahead(sheet.rows[done : done + STEP])
        reader.read(row, listing)
    return listing


class _Reader:
    def __init__(
        self,
        session: Session,
        columns: Mapping[str, int],
        days: tuple[date, date | None],
        chosen: Mapping[int, Proposed],
    ) -> None:
        self._session, self._columns, self._chosen = session, columns, chosen
        self._today, self._day = days
        self._known = _taken_over_before(session)
        self._lines: dict[tuple[UUID, date, str], int] = {}
        self._usual = translate(USUAL_LABEL, LANGUAGES[0])
        self._numbers = NumberBook(session)

    def look_ahead(self, rows: Sequence[SheetRow]) -> None:
        self._numbers.look_ahead(cell(row, self._columns, "number") for row in rows)

    def read(self, row: SheetRow, listing: Listing[BalanceDraft]) -> None:
        found: list[tuple[str, DeskError]] = []
        said = {name: cell(row, self._columns, name) for name in TITLES}
        shown = self._shown(row.line, said)
        on = gathered(found, "day", lambda: self._on(said["day"]))
        amount = gathered(found, "owed", lambda: _amount(said["owed"], said["credit"]))
        label = gathered(found, "label", partial(self._label, said["label"]))
        owner = gathered(found, "who", lambda: self._owner(row.line, said, shown))
        if on is None or amount is None or label is None or owner is None:
            listing.refuse(row.line, *(problem for _, problem in found), name=shown)
            return
        draft = BalanceDraft(owner.id, on, label, amount)
        told = f"{owner.name} · {format_amount(amount, current())} · {label} · {on:%d/%m/%Y}"
        known = self._known.get(draft.what)
        if draft.what in self._lines:
            listing.refuse(row.line, SameBalanceError(self._lines[draft.what]), name=told)
        elif known is not None and known != amount:
            listing.refuse(row.line, KnownBalanceError(label, known), name=told)
        else:
            goes = listing.taken if known is None else listing.known
            goes.append(Listed(row.line, told, draft))
        self._lines.setdefault(draft.what, row.line)

    def _shown(self, line: int, said: Mapping[str, str]) -> str:
        if line in self._chosen:
            return self._chosen[line].name
        return " ".join(one for one in (said["first"], said["last"]) if one) or said["number"]

    def _on(self, told: str) -> date:
        day = self._day
        if told or day is None:
            day = parse_import_day(told, self._today, serials=True)
        if wrong := day_problem(day, self._today):
            raise wrong
        refuse_locked(self._session, LockKind.CHARGES, day)
        return day

    def _label(self, told: str) -> str:
        label = " ".join(told.split()) or self._usual
        if len(label) > LINE:
            raise LongTextError(len(label), LINE)
        return label

    def _owner(self, line: int, said: Mapping[str, str], shown: str) -> Party:
        if line in self._chosen:
            key: UUID | None = self._chosen[line].id
        elif said["number"]:
            key = self._numbers.find(said["number"])
        elif said["last"] or said["first"]:
            key = self._named(said, shown)
        else:
            raise NobodyToldError
        if key is None:
            raise NobodyFoundError(shown)
        return load_present(self._session, Party, key)

    def _named(self, said: Mapping[str, str], shown: str) -> UUID | None:
        """By e-mail with the name, else by the name and the birth date; never by a name alone."""
        key = name_key(said["first"], said["last"])
        wanted = select(Party.id, Party.number, Party.email).where(
            Party.sort_name == key, Party.archived_on.is_(None)
        )
        rows = self._session.execute(wanted).all()
        if said["email"]:
            rows = [row for row in rows if row.email.casefold() == said["email"].casefold()]
        elif said["birth"]:
            born = parse_import_day(said["birth"], self._today, serials=True)
            keys = [row.id for row in rows]
            theirs = select(Person.id).where(Person.id.in_(keys), Person.birth_date == born)
            alike = set(self._session.scalars(theirs))
            rows = [row for row in rows if row.id in alike]
        elif rows:
            raise UnsureOwnerError(shown)
        if len(rows) > 1:
            raise NamesakesError(shown, [member_number(row.number) for row in rows])
        return rows[0].id if rows else None


def _taken_over_before(session: Session) -> dict[tuple[UUID, date, str], Decimal]:
    wanted = select(Charge.payer_id, Charge.owed_on, Charge.label, Charge.amount).where(
        Charge.fact_kind == FactKind.TAKEN_OVER, Charge.state != ChargeState.CANCELLED
    )
    return {
        (payer_id, owed_on, label): amount
        for payer_id, owed_on, label, amount in session.execute(wanted)
        if payer_id
    }


def _amount(owed: str, credit: str) -> Decimal:
    """Of both columns, the one that says something; a credit has no place here."""
    ahead = parse_amount(credit) if credit else ZERO
    amount = parse_amount(owed) if owed else None
    if amount and ahead:
        raise BothAmountsError
    if ahead:
        raise CreditError(abs(ahead))
    if amount is None:
        raise NoBalanceError
    if not amount:
        raise EmptyBalanceError
    if amount < 0:
        raise NegativeBalanceError(amount)
    if amount > MOST:
        raise PriceRangeError(amount, MOST)
    return to_cent(amount)
