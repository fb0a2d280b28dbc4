"""Whom a line is about: a record of the base, somebody new, or somebody who looks known."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError
from fablab_desk.people.communes import town_key
from fablab_desk.people.errors import ArchivedPartyError, CardTakenError
from fablab_desk.people.exchange import errors
from fablab_desk.people.exchange.known import Known, KnownParties
from fablab_desk.people.exchange.reading import Reading
from fablab_desk.people.first_visit import ClosedVisits
from fablab_desk.people.kinds import PartyKind
from fablab_desk.people.numbers import member_number

NAMES = frozenset({"first_name", "last_name", "name"})


class Facts(NamedTuple):
    """What tells two people of one name apart."""

    birth_date: date | None
    email: str
    phone: str

    @classmethod
    def of_row(cls, row: Known) -> "Facts":
        return cls(row.birth_date, row.email.casefold(), row.phone)

    @classmethod
    def of_reading(cls, reading: Reading) -> "Facts":
        said = reading.columns
        email, phone = said.get("email", ""), said.get("phone", "")
        return cls(said.get("birth_date"), email.casefold(), phone)

    def matches(self, other: "Facts") -> bool:
        """Certainly the same, with the same name."""
        same_birth = self.birth_date is not None and self.birth_date == other.birth_date
        return same_birth or (bool(self.email) and self.email == other.email)

    def may_match(self, other: "Facts") -> bool:
        """Likely the same, with the same name: something agrees, or nothing can be compared."""
        pairs = [(one, two) for one, two in zip(self, other, strict=True) if one and two]
        if self.birth_date and other.birth_date and self.birth_date != other.birth_date:
            return False
        return not pairs or any(one == two for one, two in pairs)


class Earlier(NamedTuple):
    """Somebody new of an earlier line."""

    line: int
    name: str
    facts: Facts
    siret: str


class Identifier:
    """Goes through the lines in their order, as an earlier one may be about the same person."""

    def __init__(
        self, known: KnownParties, confirmed: frozenset[int], visits: ClosedVisits
    ) -> None:
        self._known = known
        self._visits = visits
        self._confirmed = confirmed  # lines told by hand to be somebody else
        self._new: dict[tuple[bool, str], list[Earlier]] = defaultdict(list)
        self._taken: dict[object, int] = {}  # record or card → line

    def identify(self, reading: Reading) -> Known | None:
        """The record the line is about, or None for somebody new; reasons are added to it."""
        found = self._find(reading)
        if isinstance(found, DeskError):
            reading.reasons.append(found)
            return None
        if found is None and reading.line not in self._confirmed:
            found = self._twin(reading)
        if found is not None:
            self._forget_merged(reading, found)
        reading.reasons += self._claims(reading, found)
        if not reading.reasons:
            self._remember(reading, found)
        return found

    def namesake(self, reading: Reading) -> Known | None:
        return next(iter(self._same_name(reading)), None)

    def _find(self, reading: Reading) -> Known | DeskError | None:
        if reading.number is not None:
            row = self._known.by_number.get(reading.number)
            if row is None:
                return errors.UnknownNumberError(member_number(reading.number))
            if is_organisation(row) is not reading.is_organisation:
                return errors.OtherKindError(row.name, member_number(row.number))
            return row
        facts, same = Facts.of_reading(reading), self._same_name(reading)
        outside = self._known.by_outside.get(reading.columns.get("outside_number", ""), [])
        # Two programs number their people alike: something else has to agree.
        agreeing = [row for row in outside if row in same or self._matches(row, facts)]
        if agreeing:
            return agreeing[0]
        if reading.is_organisation:
            return self._find_organisation(reading, same)
        return next((row for row in same if self._matches(row, facts)), None)

    def _matches(self, row: Known, facts: Facts) -> bool:
        told = (one for former in self._known.formers_of(row) for one in former.told)
        return any(
            one.matches(facts) for one in (Facts.of_row(row), *(Facts(*one) for one in told))
        )

    def _forget_merged(self, reading: Reading, found: Known) -> None:
        """What a record merged into this one said was weighed then: the file does not undo it."""
        for former in self._known.formers_of(found):
            for column, value in list(reading.columns.items()):
                if former.said(column, value) and getattr(found, column) not in (None, ""):
                    del reading.columns[column]

    def _find_organisation(self, reading: Reading, same: list[Known]) -> Known | None:
        siret = reading.columns.get("siret", "")
        found = self._known.by_siret.get(siret)
        return found or next((row for row in same if not (siret and row.siret)), None)

    def _twin(self, reading: Reading) -> Known | None:
        """Somebody who looks like the line: told, unless the line says nothing new of them."""
        facts = Facts.of_reading(reading)
        if reading.is_organisation:
            return None
        for row in self._same_name(reading):
            if not Facts.of_row(row).may_match(facts):
                continue
            if not dict(differences(row, reading.columns)):
                return row
            reading.reasons.append(errors.TwinRecordError(row.name, member_number(row.number)))
            return None
        return None

    def _claims(self, reading: Reading, found: Known | None) -> Iterator[DeskError]:
        if found is not None and (line := self._taken.get(found.id)):
            yield errors.SameLineError(found.name, line)
        elif found is not None and found.archived_on is not None:
            if dict(differences(found, reading.columns)):
                yield ArchivedPartyError(found.name, found.archived_on)
        elif found is None and reading.line not in self._confirmed:
            yield from self._twins_of_earlier_lines(reading)
        if found is not None and (closed := self._closed(reading, found)):
            yield closed
        card = reading.columns.get("card", "")
        holder = self._known.by_card.get(card)
        if holder is not None and (found is None or found.id != holder.id):
            number = member_number(holder.number)
            yield CardTakenError(card, holder.name, number, holder.archived_on)
        elif line := self._taken.get(("card", card)):
            yield errors.CardInFileError(card, line)

    def _closed(self, reading: Reading, found: Known) -> DeskError | None:
        """A first visit that would change who was new in a closed period."""
        after = reading.columns.get("first_visit_on")
        before = found.first_visit_on
        if after is None or not _is_news("first_visit_on", before, after):
            return None
        return self._visits.problem(found.created_on, before, after)

    def _twins_of_earlier_lines(self, reading: Reading) -> Iterator[DeskError]:
        facts, siret = Facts.of_reading(reading), reading.columns.get("siret", "")
        for earlier in self._new[reading.is_organisation, reading.key]:
            if earlier.facts.matches(facts) and not reading.is_organisation:
                yield errors.SameLineError(earlier.name, earlier.line)
                return
            if reading.is_organisation and not (siret and earlier.siret not in ("", siret)):
                yield errors.SameLineError(earlier.name, earlier.line)
                return
            if not reading.is_organisation and earlier.facts.may_match(facts):
                yield errors.TwinLineError(earlier.name, earlier.line)
                return

    def _remember(self, reading: Reading, found: Known | None) -> None:
        if card := reading.columns.get("card"):
            self._taken["card", card] = reading.line
        if found is not None:
            self._taken[found.id] = reading.line
            return
        siret = reading.columns.get("siret", "")
        earlier = Earlier(reading.line, reading.name, Facts.of_reading(reading), siret)
        self._new[reading.is_organisation, reading.key].append(earlier)

    def _same_name(self, reading: Reading) -> list[Known]:
        found = self._known.by_key.get(reading.key, [])
        return [row for row in found if is_organisation(row) is reading.is_organisation]


def is_organisation(row: Known) -> bool:
    return row.kind is PartyKind.ORGANISATION


def differences(row: Known, said: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Column → (old, new) where the line knows something else, or better."""
    for column, new in said.items():
        old = getattr(row, column)
        if old != new and _is_news(column, old, new):
            yield column, (old, new)


def _is_news(column: str, old: Any, new: Any) -> bool:
    if old in (None, ""):
        return True
    if column == "outside_number":
        return False  # the number of another program does not replace the first one
    if column == "first_visit_on":
        return bool(new < old)
    if column == "email":
        return bool(old.casefold() != new.casefold())
    if column in NAMES:
        return normalise(old) != normalise(new) or _marks(new) > _marks(old)
    if column == "city":
        return town_key(old) != town_key(new) or _marks(new) > _marks(old)
    if column == "address":
        return " ".join(old.split()) != " ".join(new.split())
    return True


def _marks(text: str) -> int:
    """Accents and the like: the spelling with more of them is the better one."""
    return sum(1 for letter in text if not letter.isascii())
