"""What the right-hand side tells of one person or organisation."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.identifiers import display_phone
from fablab_desk.memberships.queries import MembershipRow
from fablab_desk.money import format_amount
from fablab_desk.overview.card import PartyCard
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.kinds import CONSENT_TEXTS, GENDER_TEXTS, ConsentKind, Gender, LinkRole
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.people.columns import state_chip
from fablab_desk.ui.record import RecordCard

ROLES = {
    LinkRole.GUARDIAN: mark("Answers for this minor"),
    LinkRole.WARD: mark("Minor in their care"),
    LinkRole.CONTACT: mark("Contact"),
    LinkRole.SPEAKS_FOR: mark("Speaks for"),
}
Opens = Callable[[UUID], None]


def show_card(into: RecordCard, card: PartyCard, photo: bytes, day: date, opens: Opens) -> None:
    record = card.record
    chip = state_chip(card.standing.state)
    detail = " · ".join(part for part in (record.shown_number, record.audience) if part)
    into.set_head(record.name, detail, avatar=record.name, photo=photo, chip=chip)
    if record.draft.alert:
        into.alert(record.draft.alert)
    if record.archived_on:
        archived = translate(mark("Archived since {day}"))
        into.alert(archived.format(day=_day(record.archived_on)))
    into.facts([(mark("Membership"), say(card.standing.sentence)), *_facts(card)])
    _show_money(into, card)
    _show_family(into, card, opens)
    _show_memberships(into, card.memberships)
    if record.draft.note:
        into.section(mark("Staff note"))
        into.facts([(mark("Note"), record.draft.note)])


def _facts(card: PartyCard) -> list[tuple[str, str]]:
    draft = card.record.draft
    place = " ".join(part for part in (draft.postal_code, draft.city) if part)
    facts = [
        (mark("E-mail"), draft.email),
        (mark("Phone"), display_phone(draft.phone) if draft.phone else ""),
        (mark("Address"), "\n".join(part for part in (draft.address, place) if part)),
    ]
    if isinstance(draft, PersonDraft):
        facts += _person_facts(card, draft)
    else:
        facts += [(mark("SIRET"), draft.siret), (mark("VAT number"), draft.vat_number)]
    facts.append((mark("Card"), draft.card))
    return facts


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
    return [*facts, *((CONSENT_TEXTS[kind], _consent(card, kind)) for kind in ConsentKind)]


def _consent(card: PartyCard, kind: ConsentKind) -> str:
    allowed = card.record.allows(kind)
    return "" if allowed is None else _answer(allowed)


def _answer(answer: bool | None) -> str:
    if answer is None:
        return translate(mark("Not said"))
    return translate(mark("Yes")) if answer else translate(mark("No"))


def _show_money(into: RecordCard, card: PartyCard) -> None:
    if not card.charges:
        return
    into.section(mark("To pay"))
    into.items(
        [
            Item(
                charge.label
                if charge.beneficiary_id == card.record.id
                else f"{charge.label} ({charge.beneficiary_name})",
                format_amount(charge.due, current()),
                "slate" if charge.on_slate else "cash",
                Tone.WARN,
            )
            for charge in card.charges
        ]
    )


def _show_family(into: RecordCard, card: PartyCard, opens: Opens) -> None:
    record = card.record
    lines = [
        Item(
            relative.name,
            translate(ROLES[relative.role]),
            "people",
            Tone.GREY,
            partial(opens, relative.id),
        )
        for relative in record.relatives
    ]
    for household in record.households:
        pays = translate(mark("pays for the household"))
        lines += [
            Item(
                member.name,
                pays if member.id == household.payer_id else "",
                "household",
                Tone.GREY,
                partial(opens, member.id),
            )
            for member in household.members
            if member.id != record.id
        ]
        if household.payer_id not in household.member_ids and household.payer_id != record.id:
            lines.append(
                Item(
                    household.payer_name,
                    pays,
                    "household",
                    Tone.GREY,
                    partial(opens, household.payer_id),
                )
            )
    if lines:
        into.section(mark("Household and relatives"))
        into.items(lines)


def _show_memberships(into: RecordCard, rows: tuple[MembershipRow, ...]) -> None:
    into.section(mark("Memberships"))
    into.items(
        [
            Item(
                row.plan,
                f"{_day(row.starts_on)} – {_day(row.ends_on)}",
                "membership" if row.cancelled_at is None else "bad",
                Tone.OK if row.cancelled_at is None else Tone.BAD,
            )
            for row in rows
        ],
        translate(mark("Never a member so far.")),
    )


def _day(day: date) -> str:
    return format_day(day, current(), short=True)
