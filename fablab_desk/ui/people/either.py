"""Of two values that stand side by side, the one that is kept."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from fablab_desk.ui import theme
from fablab_desk.ui.shortened import as_tip, shortened

SIDE = 240  # pixels: long values end in an ellipsis, and are whole in the tip
LONGEST = 34  # letters
LOWER = 5  # pixels: on the line of the caption, which stands where a higher field has its text


class EitherField(QWidget):
    """Its value is whether the second one is chosen."""

    changed = Signal()

    def __init__(self, first: str, second: str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.px(LOWER), 0, 0)
        layout.setSpacing(16)
        self.choices = [self._choice(place, text) for place, text in enumerate((first, second))]
        for choice in self.choices:
            layout.addWidget(choice, 1)
        self.setFocusProxy(self.choices[0])
        self._group.idClicked.connect(lambda _place: self.changed.emit())

    def value(self) -> bool:
        return self._group.checkedId() == 1

    def set_value(self, value: bool) -> None:
        self.choices[int(value)].setChecked(True)
        self.setFocusProxy(self.choices[int(value)])

    def written(self) -> str:
        return self.choices[int(self.value())].accessibleName()

    def snapshot(self) -> Callable[[], None]:
        return partial(self.set_value, self.value())

    def _choice(self, place: int, text: str) -> QRadioButton:
        choice = QRadioButton(shortened(text, LONGEST).replace("&", "&&"))
        choice.setToolTip(as_tip(text))
        choice.setAccessibleName(text)
        choice.setMinimumWidth(theme.px(SIDE))
        choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._group.addButton(choice, place)
        return choice
