"""What taking a file in would do: its lines by their fate, and what is to be known of them."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fablab_desk.i18n import format_count, mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label, ListCard
from fablab_desk.ui.icons import Ink
from fablab_desk.ui.problem import Remark

DETAIL = 50  # pixels: the list keeps its height from line to line, three sentences below it


class FatesPage(QWidget):
    """A pill for each fate over one list, each line told in full below it."""

    answered = Signal()  # something was decided on: the preview is stale
    refused_asked = Signal()  # the lines that are not taken are wanted in a file

    def __init__(self, counted: Mapping[Any, str], save: str) -> None:
        """`counted` and `save` are msgids, of the pills by fate and of the button for the file."""
        super().__init__()
        self._counted = counted
        self._fates: list[StrEnum] = list(counted)
        self.told = Remark("info", Ink.MUTED)
        self.pills = QButtonGroup(self)
        self.detail = Label("", wrap=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.detail.setMinimumHeight(theme.px(DETAIL))
        self.save_refused = QPushButton(translate(save))
        self.save_refused.setAutoDefault(False)
        self.save_refused.clicked.connect(self.refused_asked)
        self.pills.idClicked.connect(lambda _place: self.show_chosen())

    def lay_out(
        self,
        shown: QWidget,
        beside: Iterable[QWidget],
        *,
        remarks: Sequence[QWidget] = (),
        first: Sequence[int] = (),
        last: Sequence[QWidget] = (),
    ) -> None:
        """`first`: places of pills before those of the fates; `last`: what ends their line."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for place in (*first, *range(len(self._fates))):
            pill = QPushButton()
            pill.setProperty("kind", "pill")
            pill.setCheckable(True)
            pill.setAutoDefault(False)
            self.pills.addButton(pill, place)
            line.addWidget(pill)
        line.addStretch(1)
        for widget in last:
            line.addWidget(widget)
        card = ListCard()
        card.body.addWidget(shown)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        for widget in (*beside, self.save_refused):
            foot.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        above = QVBoxLayout()
        above.setSpacing(4)
        for widget in (*remarks, self.told):
            above.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addLayout(line)
        layout.addWidget(card, 1)
        layout.addWidget(self.detail)  # beside what is chosen, large texts would leave it no room
        layout.addLayout(foot)

    def pill_of(self, fate: StrEnum) -> QPushButton:
        pill = self.pills.button(self._fates.index(fate))
        assert isinstance(pill, QPushButton)
        return pill

    def fate_shown(self) -> StrEnum | None:
        place = self.pills.checkedId()
        return self._fates[place] if 0 <= place < len(self._fates) else None

    def count_pill(self, fate: StrEnum, count: int) -> None:
        pill = self.pill_of(fate)
        pill.setText(translate(self._counted[fate]).format(n=format_count(count)))
        pill.setEnabled(bool(count))

    def tell_saved(self, file: str) -> None:
        self.told.say(translate(mark("{file} is written.")).format(file=file))
        self.stand()

    def show_chosen(self) -> None:
        """The lines of the fate whose pill is pressed."""
        raise NotImplementedError

    def stand(self) -> None:
        """Take the focus where there is something to look through."""
        raise NotImplementedError

    def clear(self) -> None:
        """Hold no line any more."""
        raise NotImplementedError
