"""Several of some choices: a box for each, in as many lines as they need."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from fablab_desk.ui import theme

BESIDE = 2


class ChecksField(QWidget):
    """Its value is the keys of the boxes that are ticked; the texts are already translated."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[UUID, str]], beside: int = BESIDE) -> None:
        super().__init__()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, theme.px(5), 0, 0)  # on the line of its caption
        layout.setVerticalSpacing(4)
        self.boxes: dict[UUID, QCheckBox] = {}
        for place, (key, text) in enumerate(choices):
            box = QCheckBox(text.replace("&", "&&"))
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[key] = box
            layout.addWidget(box, place // beside, place % beside)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> frozenset[UUID]:
        return frozenset(key for key, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: frozenset[UUID]) -> None:
        for key, box in self.boxes.items():
            box.setChecked(key in value)

    def written(self) -> str:
        return ", ".join(box.text() for box in self.boxes.values() if box.isChecked())

    def snapshot(self) -> Callable[[], None]:
        return partial(self.set_value, self.value())
