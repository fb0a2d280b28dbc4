"""What is done about who covers whom, and how a record says it. Opened late, from the card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.memberships.covers import A_DAY, CoverRow, ended_lately
from fablab_desk.overview.card import PartyCard
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.cards import Item, Label
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.people.acted_line import ActedLine, Acts
from fablab_desk.ui.record import RecordCard
from fablab_desk.ui.undo import Undo

if TYPE_CHECKING:
    from fablab_desk.ui.people.tab import PeopleTab

SHOWN = 12  # named people on the card of an organisation


class CoverActs(QObject):
    def __init__(self, tab: "PeopleTab") -> None:
        super().__init__(tab)
        self._tab, self._desk = tab, tab.desk
        self.cover_action = action(tab, mark("Covered &by…"), self.open, icon="membership")
        self.name_action = action(tab, mark("Name co&vered people…"), self.open, icon="membership")

    def update(self) -> None:
        card = self._tab.card
        present = card is not None and card.record.archived_on is None
        person = card is not None and card.record.kind is PartyKind.PERSON
        self.cover_action.setVisible(person)
        self.name_action.setVisible(card is not None and not person)
        self.cover_action.setEnabled(present)
        self.name_action.setEnabled(present)

    def open(self, known: CoverRow | None = None) -> None:
        from fablab_desk.ui.people.cover_dialog import CoverDialog

        if card := self._tab.card:
            CoverDialog(self._desk, self._tab, card.record, known).open()

    def end(self, row: CoverRow) -> None:
        """Today is the last day; what was written before comes back by undoing it."""
        from fablab_desk.memberships.service_covers import correct_cover

        before, after = row.draft, replace(row.draft, ends_on=self._desk.today())
        said = translate(
            mark(
                "The cover of {name} ends today: from tomorrow on, the payer is the one of before."
            )
        ).format(name=row.person)
        self._do(
            lambda act: correct_cover(act, row.id, after, row.version),
            Undo(said, lambda act: correct_cover(act, row.id, before, after)),
        )

    def remove(self, row: CoverRow) -> None:
        from fablab_desk.memberships.service_covers import cover_person, remove_cover

        key, draft = new_key(), row.draft
        said = translate(mark("The cover of {name} is removed.")).format(name=row.person)
        self._do(
            lambda act: remove_cover(act, row.id),
            Undo(said, lambda act: cover_person(act, key, draft)),
        )

    def warn(self, into: RecordCard, card: PartyCard) -> None:
        """Whoever stands at the desk is told that somebody else pays by now."""
        row = ended_lately(card.covers, self._desk.today())
        if row is None or row.last is None or card.ended is None:
            return
        said = mark("No longer covered by {by} since {since}: {payer} is proposed to pay again.")
        since = format_day(row.last + A_DAY, current(), short=True)
        into.alert(translate(said).format(by=row.by, since=since, payer=card.ended.name))

    def show(self, into: RecordCard, card: PartyCard) -> None:
        """What covers a person, or whom an organisation covers: who is covered comes first."""
        if card.covers:
            into.section(mark("Covered by"))
            for row in card.covers:
                leads = row.organisation_id and partial(self._tab.open_record, row.organisation_id)
                self._line(into, row, row.by, leads or None)
        if not card.named.rows:
            return
        into.section(mark("Named people"))
        into.add(Label(_counted(card), "muted", wrap=True))
        rows = sorted(card.named.rows, key=lambda row: not row.holds)
        for row in rows[:SHOWN]:
            self._line(into, row, row.person, partial(self._tab.open_record, row.person_id))
        if len(rows) > SHOWN:
            more = translate_many("and {n} other", "and {n} others", len(rows) - SHOWN)
            into.add(Label(more, "muted"))

    def _line(
        self, into: RecordCard, row: CoverRow, text: str, slot: Callable[[], None] | None
    ) -> None:
        day = self._desk.today()
        icon, tone = ("membership", Tone.OK) if row.holds else ("info", Tone.GREY)
        offered = [(mark("&Correct this cover…"), partial(self.open, row))]
        if row.holds and row.ends_on != day:
            offered.append((mark("It &ends today"), partial(self.end, row)))
        offered.append((mark("&Remove this cover"), partial(self.remove, row)))
        acts: Acts = offered
        said = "" if text == row.by else row.reason
        detail = " · ".join(part for part in (said, _until(row, day)) if part)
        into.add(ActedLine(Item(text, "", icon, tone, slot), detail, acts))

    def _do(self, call: Callable[[Act], object], back: Undo) -> None:
        self._desk.do(
            call,
            lambda _none: None,
            self._tab,
            undo=lambda _none: back,
            said=lambda _none: back.text,
        )


def _until(row: CoverRow, day: date) -> str:
    first, last = (
        format_day(one, current(), short=True) if one else "" for one in (row.starts_on, row.last)
    )
    if row.holds:
        return translate(mark("until {day}")).format(day=last)
    if row.last is None:
        return translate(mark("not a member"))
    if row.starts_on > day:
        return translate(mark("from {first} to {last}")).format(first=first, last=last)
    return translate(mark("ended on {day}")).format(day=last)


def _counted(card: PartyCard) -> str:
    named = card.named
    if named.most is None:
        return translate_many("{n} person covered", "{n} people covered", named.holding)
    covered = translate(mark("{n} of {most} people covered"))
    return covered.format(n=named.holding, most=named.most)
