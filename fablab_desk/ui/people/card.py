"""What the right-hand side tells of one person or organisation."""

from datetime import date
from functools import partial
from typing import Protocol
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.identifiers import display_phone
from fablab_desk.money import format_amount
from fablab_desk.overview.card import PartyCard
from fablab_desk.payments.queries import HistoryKind
from fablab_desk.people.custom import shown
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.kinds import (
    CHORUS_TEXTS,
    CONSENT_TEXTS,
    GENDER_TEXTS,
    ChorusAsks,
    ConsentKind,
    Gender,
)
from fablab_desk.people.media import only_shown
from fablab_desk.people.pieces import FOR_EVER
from fablab_desk.ui.cards import Item, Label
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.acted_line import ActedLine
from fablab_desk.ui.people.acts import RecordActs
from fablab_desk.ui.people.card_family import show_family
from fablab_desk.ui.people.card_lab import LabLifeLines
from fablab_desk.ui.people.card_memberships import show_memberships
from fablab_desk.ui.people.card_pieces import may_fetch, show_pieces, warn_of_minor
from fablab_desk.ui.people.columns import state_chip
from fablab_desk.ui.people.cover_acts import CoverActs
from fablab_desk.ui.people.piece_acts import PieceActs
from fablab_desk.ui.people.record_forms import RecordForms
from fablab_desk.ui.record import RecordCard

MOST_PAST = 6


class CardActs(Protocol):
    """What the lines of a card lead to."""

    def open_record(self, key: UUID) -> None: ...
    def open_payment(self, cashing_id: UUID) -> None: ...

    desk: Desk
    forms: RecordForms

    @property
    def acts(self) -> RecordActs: ...

    @property
    def pieces(self) -> PieceActs: ...

    @property
    def covers(self) -> CoverActs: ...


def show_card(into: RecordCard, card: PartyCard, doer: CardActs) -> None:
    record, problem = card.record, card.photo_problem
    chip = state_chip(card.standing.state)
    detail = " · ".join(part for part in (record.shown_number, record.audience) if part)
    into.set_head(record.name, detail, avatar=record.name, photo=card.photo, chip=chip)
    warn_of_minor(into, card)
    doer.covers.warn(into, card)
    if record.draft.alert:
        into.alert(record.draft.alert)
    if problem:
        into.alert(say(problem))
    if record.archived_on:
        archived = translate(mark("Archived since {day}"))
        into.alert(archived.format(day=_day(record.archived_on)))
    into.facts([(mark("Membership"), say(card.standing.sentence)), *_facts(card)])
    _show_money(into, card, doer.acts)
    show_pieces(into, card, doer.pieces)
    show_family(into, record, doer)
    doer.covers.show(into, card)
    show_memberships(into, card, doer.acts)
    _show_past(into, card, doer)
    into.add(LabLifeLines(doer.desk, record, doer.forms))
    if record.draft.note:
        into.section(mark("Staff note"))
        into.add(Label(record.draft.note, wrap=True))


def _facts(card: PartyCard) -> list[tuple[str, str]]:
    draft, around = card.record.draft, card.record.intercommunality
    place = " ".join(part for part in (draft.postal_code, draft.city) if part)
    facts = [
        (mark("E-mail"), draft.email),
        (mark("Phone"), display_phone(draft.phone) if draft.phone else ""),
        (mark("Address"), "\n".join(part for part in (draft.address, place, around) if part)),
    ]
    if isinstance(draft, PersonDraft):
        facts += _person_facts(card, draft)
    else:
        facts += _billing_facts(draft)
    facts.append((mark("Card"), draft.card))
    return [*facts, *((one.field.label, shown(one.value)) for one in card.record.custom)]


def _billing_facts(draft: OrganisationDraft) -> list[tuple[str, str]]:
    asks = draft.chorus_asks
    said = "" if asks is ChorusAsks.NOT_SAID else translate(CHORUS_TEXTS[asks])
    return [
        (mark("SIRET"), draft.siret),
        (mark("VAT number"), draft.vat_number),
        (mark("Billing address"), draft.billing_address),
        (mark("Asked by Chorus Pro"), said),
        (mark("Services (Chorus Pro)"), draft.chorus_services),
    ]


def _person_facts(card: PartyCard, draft: PersonDraft) -> list[tuple[str, str]]:
    born = _day(draft.born) if draft.born else ""
    if card.record.age is not None:
        years = translate_many("{n} year old", "{n} years old", card.record.age)
        born = f"{born} · {years}"
    gender = "" if draft.gender is Gender.NOT_STATED else translate(GENDER_TEXTS[draft.gender])
    facts = [
        (mark("Born on"), born),
        (mark("Gender"), gender),
        (mark("Profession"), draft.profession),
        (mark("In an emergency"), draft.emergency_contact),
    ]
    if card.record.is_minor:
        facts.append((mark("Leaves alone"), _answer(draft.may_leave_alone)))
        facts.append((mark("May fetch"), may_fetch(card)))
    return [*facts, *((CONSENT_TEXTS[kind], _consent(card, kind)) for kind in ConsentKind)]


def _consent(card: PartyCard, kind: ConsentKind) -> str:
    came_to = card.record.agreement(kind)
    if came_to.ended_on:
        return translate(mark("Agreed until {day}")).format(day=_day(came_to.ended_on))
    if came_to.given is None:
        return ""
    said = [_answer(came_to.given)]
    if came_to.is_partial:
        said.append(only_shown(came_to.media))
    if came_to.given and came_to.until != FOR_EVER:
        said.append(translate(mark("until {day}")).format(day=_day(came_to.until)))
    return " · ".join(said)


def _answer(answer: bool | None) -> str:
    if answer is None:
        return translate(mark("Not said"))
    return translate(mark("Yes")) if answer else translate(mark("No"))


def _show_money(into: RecordCard, card: PartyCard, acts: RecordActs) -> None:
    charges = (*card.charges, *card.covered)
    if not charges:
        return
    into.section(mark("To pay"))
    for charge in charges:
        whose = "" if charge.beneficiary_id == card.record.id else charge.beneficiary_name
        if charge in card.covered:
            whose = translate(mark("paid by {name}")).format(name=charge.payer_name)
        slate = translate(mark("On the slate")) if charge.on_slate else ""
        slating = mark("Take off the &slate") if charge.on_slate else mark("Put on the &slate")
        item = Item(
            charge.label,
            format_amount(charge.due, current()),
            "slate" if charge.on_slate else "cash",
            Tone.WARN,
        )
        offered = [
            (slating, partial(acts.move_slate, charge)),
            (mark("&Waive the charge…"), partial(acts.waive, charge)),
        ]
        if charge.may_be_withdrawn:
            offered.append((mark("&Withdraw the charge…"), partial(acts.withdraw, charge)))
        into.add(ActedLine(item, " · ".join(part for part in (whose, slate) if part), offered))


def _show_past(into: RecordCard, card: PartyCard, doer: CardActs) -> None:
    """Money brought, each line leading to how it was paid."""
    if not card.past:
        return
    into.section(mark("Payments"))
    for row in card.past[:MOST_PAST]:
        amount = format_amount(row.amount, current())
        day = _day(row.on)
        if row.kind is HistoryKind.CHARGE:
            waived = f"{day} · {translate(mark('not asked for'))}"
            again = (
                (mark("Ask for it &again"), partial(doer.acts.ask_again, row.record_id, row.text)),
            )
            into.add(ActedLine(Item(row.text, amount, "info"), waived, again))
            continue
        taken_back = row.kind is HistoryKind.CORRECTION
        slot = partial(doer.open_payment, row.record_id)
        icon = "undo" if taken_back else "receipt"
        into.add(ActedLine(Item(day, amount, icon, Tone.GREY, slot), row.text))
    if len(card.past) > MOST_PAST:
        more = translate_many("and {n} other", "and {n} others", len(card.past) - MOST_PAST)
        into.add(Label(more, "muted"))


def _day(day: date) -> str:
    return format_day(day, current(), short=True)
