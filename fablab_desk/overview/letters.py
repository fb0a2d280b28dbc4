"""A letter to many: one text with named fields, filled in for each of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.clock import format_day
from fablab_desk.db.chunks import chunks
from fablab_desk.db.search import normalise
from fablab_desk.documents.page import Letterhead, Page, Paragraph
from fablab_desk.errors import DeskError
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.lab.carriers import load_audience_carriers
from fablab_desk.lab.letterhead import letterhead_of
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.queries import find_settings, load_carrier, text_of
from fablab_desk.memberships.fee_call import recipient_of
from fablab_desk.people.models import Organisation, Party, Person
from fablab_desk.people.numbers import member_number

TEXT = "member_letter"
UNTITLED = mark("Letter to members")  # the file has a title, the letter itself none
MARKED = re.compile(r"\{([^{}]*)\}")
FIELDS = {
    "first_name": mark("first name"),
    "name": mark("name"),
    "number": mark("number"),
    "until": mark("end of the membership"),
    "standing": mark("standing"),
    "lab": mark("lab"),
    "today": mark("today"),
}


class UnknownFieldError(DeskError):
    def __init__(self, written: str, known: Sequence[str]) -> None:
        super().__init__(
            mark("“{written}” is no field of a letter. There are: {known}."),
            written=written,
            known=list(known),
        )


class EmptyLetterError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write what the letter says."))


@dataclass(frozen=True, slots=True)
class Sender:
    """Which structure writes to somebody."""

    letterhead: Letterhead
    city: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter is for, and who writes it; `values` by field."""

    sender: Sender
    recipient: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Readers:
    letterhead: Letterhead  # of the main structure, for the file of them all
    day: date
    people: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The subject, and a text in which “{first name}” stands for what it names."""

    subject: str
    text: str

    def checked(self) -> "Letter":
        """Refused where it is empty, or names a field that there is not."""
        if not self.text.strip():
            raise EmptyLetterError
        for written in MARKED.findall(f"{self.subject} {self.text}"):
            if normalise(written) not in _names():
                raise UnknownFieldError(written, field_names())
        return self

    def filled(self, values: Mapping[str, str]) -> "Letter":
        """What is filled in is never read for fields again."""
        names = _names()

        def fill(found: re.Match[str]) -> str:
            return values[names[normalise(found[1])]]

        return Letter(MARKED.sub(fill, self.subject), MARKED.sub(fill, self.text))


def field_names() -> list[str]:
    """As they are written in the language of the window."""
    return [f"{{{translate(name)}}}" for name in FIELDS.values()]


def load_text(session: Session, day: date) -> str:
    """The lab's usual letter, as it stands that day."""
    return text_of(session, TEXT, day)


def load_readers(session: Session, keys: Sequence[UUID], day: date, language: str) -> Readers:
    """In the order of the keys; each is written to by the structure of their audience."""
    lab, main, others = (
        find_settings(session).name,
        load_carrier(session),
        load_audience_carriers(session),
    )
    senders = {one.id: _sender(session, one) for one in (main, *others.values())}
    found = dict[UUID, Reader]()
    for chunk in chunks(keys):
        some = Party.id.in_(chunk)
        for kind in (Person, Organisation):
            for party in session.scalars(select(kind).where(some)):
                carrier = others.get(party.audience_id, main) if party.audience_id else main
                found[party.id] = _reader(party, senders[carrier.id], lab, day, language)
    people = tuple(found[key] for key in keys if key in found)
    return Readers(senders[main.id].letterhead, day, people)


def lay_out_letter(letter: Letter, reader: Reader, readers: Readers, language: str) -> Page:
    filled = letter.filled(reader.values)
    city = reader.sender.city
    place = translate("Done at {city}, on {day}", language) if city else "{day}"
    return Page(
        title=filled.subject.strip(),
        place_and_date=place.format(city=city, day=format_day(readers.day, language)),
        language=language,
        recipient=reader.recipient,
        blocks=tuple(Paragraph(line) for line in filled.text.splitlines() if line.strip()),
    )


def draw_letters(
    letter: Letter, readers: Readers, language: str, told: Callable[[int, int], None]
) -> bytes:
    """One letter for each, in one file."""
    from fablab_desk.documents.batch import draw_batch

    pages = [lay_out_letter(letter, reader, readers, language) for reader in readers.people]
    title = letter.subject.strip() or translate(UNTITLED, language)
    heads = [reader.sender.letterhead for reader in readers.people]
    return draw_batch(pages, readers.letterhead, title=title, heads=heads, told=told)


def _sender(session: Session, carrier: Carrier) -> Sender:
    return Sender(letterhead_of(session, carrier), carrier.city)


def _reader(party: Party, sender: Sender, lab: str, day: date, language: str) -> Reader:
    until = format_day(party.member_until, language) if party.member_until else "—"
    values = {
        "first_name": (isinstance(party, Person) and party.first_name) or party.name,
        "name": party.name,
        "number": member_number(party.number),
        "until": until,
        "standing": _standing(party, day, language),
        "lab": lab,
        "today": format_day(day, language),
    }
    return Reader(sender, recipient_of(party, day, language), values)


def _standing(party: Party, day: date, language: str) -> str:
    """A whole sentence: a membership that is over does not run until a day gone by."""
    last = party.member_until
    if last is None:
        return translate(mark("You have no membership yet."), language)
    runs = mark("Your membership runs until {last}.")
    said = mark("Your membership ended on {last}.") if last < day else runs
    return translate(said, language).format(last=format_day(last, language))


def _names() -> dict[str, str]:
    """A field by its name in any of our languages: a text outlives the window's."""
    return {
        normalise(translate(name, language)): field
        for field, name in FIELDS.items()
        for language in LANGUAGES
    }
