"""Two records side by side, before they become one."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fablab_desk.care.merge_preview import MergePreview, Side, preview_merge
from fablab_desk.care.merge_words import moves_told
from fablab_desk.care.service_merge import Merged, merge_parties
from fablab_desk.clock import format_day
from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import FormDialog, PlainDialog
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.people.either import EitherField
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.problem import Problem, Remark

LISTED = " · "


class NobodyToMergeError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose the other record of the same person."))


def open_merge(
    desk: Desk,
    owner: QWidget,
    kept_id: UUID,
    gone_id: UUID,
    then: Callable[[UUID, UUID], None],
) -> None:
    """Compare the two, and merge them if that is confirmed; `then` is told who stayed, who went."""

    def show(preview: MergePreview) -> None:
        dialog = MergeDialog(desk, owner, preview)
        dialog.merged.connect(then)
        dialog.turned.connect(lambda: open_merge(desk, owner, gone_id, kept_id, then))
        dialog.outdated.connect(lambda: open_merge(desk, owner, kept_id, gone_id, then))
        dialog.open()

    desk.ask(lambda session: preview_merge(session, kept_id, gone_id), show, owner, "merge")


def merge_with_another(
    desk: Desk, owner: QWidget, key: UUID, name: str, then: Callable[[UUID], None]
) -> None:
    """Ask which other record is the same person's; `then` is told which one was kept."""
    dialog = MergeWithDialog(desk, owner, name)
    dialog.chosen.connect(
        lambda other: open_merge(desk, owner, key, other, lambda kept, _gone: then(kept))
    )
    dialog.open()


class MergeDialog(FormDialog):
    """Which value is kept of each field, what changes hands, and what cannot stand twice."""

    WIDTH = 720
    merged = Signal(object, object)  # the key of the record that was kept, and of the other one
    turned = Signal()  # the other one is to be kept
    outdated = Signal()  # one of the two says something else by now: they are compared anew

    def __init__(self, desk: Desk, parent: QWidget | None, preview: MergePreview) -> None:
        super().__init__(desk, parent, mark("Merge two records"), verb=mark("Merge"))
        self._preview = preview
        kept, gone = preview.kept, preview.gone
        for told, side in (
            (mark("Stays: {record}"), kept),
            (mark("Becomes part of it: {record}"), gone),
        ):
            self.add_note(translate(told).format(record=_described(side)))
        self.turn = QPushButton(translate(mark("Keep the other record")))
        self.turn.setAutoDefault(False)
        self.turn.setEnabled(gone.archived_on is None)
        self.turn.clicked.connect(self._turn)
        line = QWidget()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.turn)
        beside.addStretch(1)
        self.add_widget(line)
        self._add_choices()
        self._add_moves()
        for refusal in preview.told:
            remark = Remark("alert", Ink.WARN)
            remark.say(say(refusal))
            self.add_widget(remark)
        never = translate(
            mark("A merge cannot be undone. The number {number} leads to this record from now on.")
        )
        self.add_note(never.format(number=gone.shown_number))

    def _add_choices(self) -> None:
        kept, gone = self._preview.kept, self._preview.gone
        self.choices: dict[str, EitherField] = {}
        for choice in (one for one in self._preview.choices if one.is_open):
            if not self.choices:
                told = translate(mark("What is kept: {kept} on the left, {gone} on the right"))
                self.add_note(told.format(kept=kept.shown_number, gone=gone.shown_number))
            field = EitherField(choice.kept_text, choice.gone_text)
            field.set_value(choice.takes_gone)
            self.choices[choice.name] = self.add_field(choice.name, choice.label, field)
        given = [
            f"{translate(one.label)} ({one.gone_text})"
            for one in self._preview.choices
            if not one.is_open
        ]
        if given:
            told = translate(mark("Taken over, as nothing stood there: {fields}"))
            self.add_note(told.format(fields=LISTED.join(given)))

    def _add_moves(self) -> None:
        moves = moves_told(self._preview.moves)
        told = translate(mark("Changes hands: {moves}"))
        nothing = translate(mark("Nothing else is recorded of {number}."))
        self.moves = self.add_note(
            told.format(moves=LISTED.join(moves))
            if moves
            else nothing.format(number=self._preview.gone.shown_number)
        )

    def taken(self) -> frozenset[str]:
        """The fields whose value comes from the record that goes."""
        alone = {one.name for one in self._preview.choices if not one.is_open}
        return frozenset({*alone, *(name for name, one in self.choices.items() if one.value())})

    def act(self) -> Callable[[Act], object]:
        seen, taken = self._preview, self.taken()
        return lambda act: merge_parties(act, seen.kept.id, seen.gone.id, taken, seen.seen)

    def reread(self) -> Query[MergePreview]:
        kept, gone = self._preview.kept.id, self._preview.gone.id
        return lambda session: preview_merge(session, kept, gone)

    def _take_new(self, _known: object) -> None:
        """What there is to choose may be something else: no form is filled in again with it."""
        self._leave()
        self.outdated.emit()

    def said(self, result: object) -> str:
        assert isinstance(result, Merged)
        kept, gone = self._preview.kept, self._preview.gone
        told = translate(mark("{gone} is merged into {kept}."))
        return told.format(gone=gone.shown_number, kept=f"{result.name} ({kept.shown_number})")

    def saved(self, result: object) -> None:
        self.merged.emit(self._preview.kept.id, self._preview.gone.id)

    def is_touched(self) -> bool:
        """Nothing is typed here that could be lost."""
        return False

    def _turn(self) -> None:
        if self._saving:
            return
        self.reject()
        self.turned.emit()


class MergeWithDialog(PlainDialog):
    """Which other record the chosen one is merged with."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None, name: str) -> None:
        super().__init__(parent, translate(mark("Merge {name} with…")).format(name=name))
        self.other = PartyField(desk)
        self.other.setAccessibleName(translate(mark("The other record")))
        self.problem = Problem()
        asked = translate(mark("The other record of the same person or structure:"))
        self.body.addWidget(Label(asked, "muted", wrap=True))
        self.body.addWidget(self.other)
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self.go = self.add_button(mark("Compare"), self._go, primary=True)
        self.other.changed.connect(lambda: self.problem.say(""))
        self.fit(480, 170)
        self.other.setFocus()

    def _go(self) -> None:
        try:
            key = self.other.value()
            if key is None:
                raise NobodyToMergeError
        except DeskError as refusal:
            self.problem.say(say(refusal))
            self.other.setFocus()
            return
        self.accept()
        self.chosen.emit(key)


def _described(side: Side) -> str:
    since = translate(mark("{name}, on file since {day}"))
    day = format_day(side.created_on, current(), short=True)
    said = since.format(name=f"{side.name} ({side.shown_number})", day=day)
    return said if side.archived_on is None else f"{said}, {translate(mark('archived'))}"
