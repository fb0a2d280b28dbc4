"""The pieces as forms to fill in and sign, with what is known already.

The lab does not issue them: they bear no number and no seal, and are not kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.clock import format_day
from fablab_desk.documents.page import (
    Block,
    Column,
    Facts,
    Halves,
    Heading,
    Letterhead,
    Page,
    Paragraph,
    Signature,
    Spacer,
    Table,
)
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.identifiers import display_phone
from fablab_desk.lab.carriers import load_audience_carriers
from fablab_desk.lab.letterhead import letterhead_of
from fablab_desk.lab.queries import load_carrier
from fablab_desk.people.answers import are_all, holders, lacks_other
from fablab_desk.people.kinds import MEDIUM_TEXTS, RELATION_TEXTS, LinkRole, Medium
from fablab_desk.people.links import Relative, list_relatives
from fablab_desk.people.models import Organisation, Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.people.piece_models import PieceWording
from fablab_desk.people.piece_standing import Book, PieceStanding
from fablab_desk.people.pieces import PieceForm, PieceValidity, Term, is_minor

LINE, SHORT_LINE, NAME_LINE = "…" * 24, "…" * 16, "…" * 8
NARROW = "\u00a0"
BOXES = mark("A cross in each box that suits: pictures are shown nowhere else.")
OTHER_PARENT = mark(
    "The lab does not know the other parent: both answer, "
    "or whoever holds parental authority alone writes so."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One form to print: who, what, and the wording in force."""

    party: Party
    minor: bool
    relatives: tuple[Relative, ...]
    label: str
    form: PieceForm
    wording: str
    version: str
    term: Term

    @property
    def guardians(self) -> list[Relative]:
        return [one for one in self.relatives if one.role is LinkRole.GUARDIAN]


@dataclass(frozen=True, slots=True)
class Stationery:
    """`heads` gives each page its own letterhead, that of the structure of the audience."""

    letterhead: Letterhead
    pages: tuple[Page, ...]
    heads: tuple[Letterhead, ...]


def gather_forms(
    session: Session,
    party_ids: Sequence[UUID],
    day: date,
    language: str,
    only: UUID | None = None,
) -> Stationery:
    """What is missing of each, in the order given; of one kind alone where `only` says it."""
    book = Book(session, day)
    standings, terms = book.standings(party_ids), {kind.id: kind.term for kind in book.kinds}
    wordings = _wordings(session, day)
    main, others = letterhead_of(session, load_carrier(session)), load_audience_carriers(session)
    own = {audience: letterhead_of(session, carrier) for audience, carrier in others.items()}
    pages, heads = [], []
    for key in party_ids:
        wanted = [one for one in standings.get(key, ()) if _is_wanted(one, only)]
        if not wanted:
            continue
        party = session.get_one(Party, key)
        relatives = tuple(list_relatives(session, key))
        minor = isinstance(party, Person) and is_minor(party, day)
        for one in wanted:
            wording = wordings.get(one.kind_id)
            text, version = (wording.text, wording.label) if wording else ("", "")
            asked = Asked(
                party, minor, relatives, one.label, one.form, text, version, terms[one.kind_id]
            )
            pages.append(_lay_out(asked, language))
            heads.append(own.get(party.audience_id, main) if party.audience_id else main)
    return Stationery(main, tuple(pages), tuple(heads))


def _lay_out(asked: Asked, language: str) -> Page:
    signed: tuple[Block, ...] = ()  # a document to bring is asked for, and nothing is signed
    if asked.form is PieceForm.IMAGE:
        signed = _answers(asked, language)
    elif asked.form is not PieceForm.OTHER:
        signed = _signed(asked, language)
    version = f"{asked.label} – {asked.version}" if asked.version else asked.label
    return Page(
        title=asked.label,
        language=language,
        blocks=(
            Spacer(4),
            Facts(_facts(asked, language)),
            *_guardians(asked, language),
            Spacer(2),
            *(Paragraph(line) for line in asked.wording.splitlines() if line.strip()),
            Spacer(4),
            *signed,
            Spacer(4),
            Paragraph(version, quiet=True),
        ),
    )


def _is_wanted(one: PieceStanding, only: UUID | None) -> bool:
    return one.kind_id == only if only else one.is_missing


def _wordings(session: Session, day: date) -> dict[UUID, PieceWording]:
    wanted = select(PieceWording).where(PieceWording.valid_from <= day)
    return {row.kind_id: row for row in session.scalars(wanted.order_by(PieceWording.valid_from))}


def _facts(asked: Asked, language: str) -> tuple[tuple[str, str], ...]:
    """What is known stands there; what is not is a line to fill in."""
    party = asked.party
    place = " ".join(part for part in (party.postal_code, party.city) if part)
    address = ", ".join(part for part in (*party.address.splitlines(), place) if part)
    known = [
        (translate("Name", language), f"{party.name} ({member_number(party.number)})"),
    ]
    if isinstance(party, Person):
        born = format_day(party.birth_date, language) if party.birth_date else ""
        known.append((translate("Born on", language), born))
    if isinstance(party, Organisation):
        known.append((translate("SIRET", language), party.siret))
    if asked.form is PieceForm.MEMBERSHIP or isinstance(party, Organisation):
        phone = display_phone(party.phone) if party.phone else ""
        known += [
            (translate("Address", language), address),
            (translate("E-mail", language), party.email),
            (translate("Phone", language), phone),
        ]
    if isinstance(party, Person) and asked.form in (PieceForm.MEMBERSHIP, PieceForm.PARENTAL):
        contact = ", ".join(party.emergency_contact.splitlines())
        known.append((translate("In an emergency", language), contact))
    if isinstance(party, Person) and asked.form is PieceForm.PARENTAL:
        known.append((translate("Leaves alone", language), _yes_or_no(party, language)))
    return tuple((label, text or LINE) for label, text in known)


def _yes_or_no(child: Person, language: str) -> str:
    if child.may_leave_alone is None:
        return translate("Yes – No", language)
    return translate("Yes" if child.may_leave_alone else "No", language)


def _guardians(asked: Asked, language: str) -> tuple[Block, ...]:
    if not asked.minor or asked.form is PieceForm.IMAGE:
        return ()
    rows = [
        (
            one.name,
            translate(RELATION_TEXTS[one.relation], language) if one.relation else "",
            translate("Yes" if one.may_fetch else "No", language),
        )
        for one in asked.guardians
    ]
    columns = (
        Column(translate("Guardian", language), share=3),
        Column(translate("Relation", language), share=2),
        Column(translate("May fetch", language)),
    )
    blank = ("", "", "")
    return (
        Heading(translate("Who answers for the child", language)),
        Table(columns, tuple(rows) or (blank, blank)),
    )


def _holders(asked: Asked) -> list[str]:
    """Who answers for the child, and a line for whom the lab does not know yet."""
    having = holders(asked.guardians)
    names = [one.name for one in having] or [NAME_LINE]
    return names if are_all(having) else [*names, NAME_LINE]


def _answers(asked: Asked, language: str) -> tuple[Block, ...]:
    """One line for each whose answer counts: where they agree, or not, and a signature."""
    names = [asked.party.name]
    if asked.minor:
        child = translate("{name} (the child’s own view)", language)
        names = [*_holders(asked), child.format(name=names[0])]
    columns = (
        Column(translate("Name", language), share=2),
        *(Column(translate(MEDIUM_TEXTS[one], language), share=1.25) for one in Medium),
        Column(translate("Refuses", language)),
        Column(translate("Date and signature", language), share=1.9),
    )
    boxes = (f"[{NARROW * 4}]",) * (len(Medium) + 1)
    said = [translate(BOXES, language), _lasting(asked.term, language)]
    if asked.minor and lacks_other(asked.guardians):
        said.append(translate(OTHER_PARENT, language))
    return (
        Table(columns, tuple((name, *boxes, "\n\n") for name in names)),
        Spacer(2),
        *(Paragraph(text, quiet=True) for text in said),
    )


def _lasting(term: Term, language: str) -> str:
    """For how long a yes holds, of a paper that bears no date yet."""
    match term.validity:
        case PieceValidity.MONTHS:
            return translate_many(
                "A yes holds for {n} month from the day it is signed.",
                "A yes holds for {n} months from the day it is signed.",
                term.months,
                language,
            )
        case PieceValidity.SEASON:
            return translate(mark("A yes holds until the end of the season."), language)
        case _:
            return translate(mark("A yes holds until it is withdrawn."), language)


def _signed(asked: Asked, language: str) -> tuple[Block, ...]:
    """Where several may sign for another, whoever does writes their name."""
    label, whom = translate("Date and signature", language), [asked.party.name]
    if asked.minor:
        label, whom = (
            translate("Guardian", language),
            [one.name for one in holders(asked.guardians)],
        )
    elif isinstance(asked.party, Organisation):
        label, whom = translate(mark("Name, role and signature"), language), []
    name = whom[0] if len(whom) == 1 else SHORT_LINE
    place = translate("Done at ………………, on ………………", language)
    return (Halves(left=(Paragraph(place),), right=(Signature(label, name),)),)
