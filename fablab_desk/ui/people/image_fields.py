"""The fields of an answer about pictures: where, until when, and to which wording."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.people.kinds import MEDIUM_TEXTS, Medium
from fablab_desk.people.piece_queries import ImagePaper
from fablab_desk.people.versions import is_same_text
from fablab_desk.ui import theme
from fablab_desk.ui.fields import CheckField, ChoiceField, DayField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or

WIDE = 560  # pixels, for two places beside each other
WORDING = mark("I agree that the lab shows pictures on which I can be seen.")
HELD = mark("Empty: until it is withdrawn. Once it is over, it is asked again.")


class MediaField(QWidget):
    """A box for each place; everywhere to begin with, as most agree to."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, theme.px(5), 0, 0)  # on the line of its caption
        layout.setVerticalSpacing(4)
        self.boxes = {one: CheckField(MEDIUM_TEXTS[one]) for one in Medium}
        for place, box in enumerate(self.boxes.values()):
            box.setChecked(True)
            box.changed.connect(self.changed)
            layout.addWidget(box, place // 2, place % 2)
        self.setFocusProxy(self.boxes[Medium.SITE])

    def value(self) -> frozenset[Medium]:
        return frozenset(one for one, box in self.boxes.items() if box.value())

    def set_value(self, value: frozenset[Medium]) -> None:
        for one, box in self.boxes.items():
            box.set_value(one in value)

    def written(self) -> str:
        return ", ".join(translate(MEDIUM_TEXTS[one]) for one in Medium if one in self.value())

    def snapshot(self) -> Callable[[], None]:
        return partial(self.set_value, self.value())


class ImageTerms:
    """Until when a yes holds and which version was signed, as the lab asks, and each to change."""

    def __init__(self, form: FormDialog, paper: ImagePaper, day: DayField, today: date) -> None:
        """`day`: that of the answer, from which the end is proposed."""
        self._paper, self._day, self._today = paper, day, today
        self._proposed: date | None = None
        self.until = form.add_field("valid_until", mark("Until"), DayField(lambda: today))
        form.add_help("valid_until", translate(HELD))
        versions: list[tuple[UUID | None, str]] = [(one.id, one.label) for one in paper.wordings]
        other = (None, translate(mark("Another text")))
        self.signed = ChoiceField[UUID | None]([*versions, other])
        form.add_field("version", mark("Version"), self.signed)
        self._form = form
        self.show(asked=True, given=True)
        self._propose_end()
        day.changed.connect(self._propose_end)

    def show(self, *, asked: bool, given: bool) -> None:
        """A refusal has no end, and what the lab does not ask has no version."""
        self._form.show_row("valid_until", asked and given)
        self._form.show_row("version", asked and bool(self._paper.wordings))

    def follow(self, wording: TextField) -> None:
        """The text is that of the version; another one that is typed is of none."""
        self._wording = wording
        self.signed.changed.connect(self._show_text)
        wording.changed.connect(self._look_for_version)

    def text(self) -> str:
        """Of the version in force, or the usual one of the program."""
        found = next((one.text for one in self._paper.wordings), "")
        return found or translate(WORDING, LANGUAGES[0])

    def _propose_end(self) -> None:
        """Of the day that is typed, unless another end was."""
        if read_or(self.until, None) == self._proposed:
            on = read_or(self._day, None) or self._today
            self._proposed = self._paper.last_day(on)
            self.until.set_value(self._proposed)

    def _show_text(self) -> None:
        chosen = self.signed.value()
        for one in self._paper.wordings:
            if one.id == chosen and not is_same_text(one.text, self._wording.value()):
                self._wording.set_value(one.text)

    def _look_for_version(self) -> None:
        typed = self._wording.value()
        same = (one.id for one in self._paper.wordings if is_same_text(one.text, typed))
        found = next(same, None)
        if self.signed.value() != found:
            self.signed.set_value(found)
