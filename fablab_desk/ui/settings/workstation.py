"""What holds on this workstation alone: language, colours, size of texts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from fablab_desk.i18n import LANGUAGES, current, mark, translate
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Card, Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.theme import Scheme

ABOUT = mark("These choices stay on this workstation; nobody else’s window changes.")
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
PILL = 30
SIZES = (100, 125, 150, 175, 200)  # per cent


class WorkstationPage(SettingsPage):
    """Each choice is an act of the window, where Ctrl+K finds it too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("This workstation"), ABOUT)
        self.choices = [
            Choice(
                mark("Language"),
                [(f"language {name}", LANGUAGE_NAMES[name]) for name in LANGUAGES],
            ),
            Choice(
                mark("Colours"),
                [(f"scheme {scheme.value}", translate(scheme.label)) for scheme in Scheme],
            ),
            Choice(
                mark("Size of texts"),
                [(f"scale {size}", translate(mark("{n} %")).format(n=size)) for size in SIZES],
            ),
        ]
        card = Card()
        card.body.setSpacing(16)
        for choice in self.choices:
            card.body.addWidget(choice)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def read(self) -> None:
        worn = (f"language {current()}", f"scheme {theme.scheme().value}", f"scale {percent()}")
        for choice, name in zip(self.choices, worn, strict=True):
            choice.show_chosen(name)


class Choice(QWidget):
    """One of a few, side by side; the buttons pull acts of the window by their object names."""

    def __init__(self, title: str, offered: list[tuple[str, str]]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        caption = Label(translate(title), "muted")
        caption.setFixedWidth(theme.px(130))
        caption.setMinimumHeight(theme.px(PILL))
        layout.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        pills = Flow()
        layout.addWidget(pills, 1)
        self.buttons: dict[str, QPushButton] = {}
        for name, text in offered:
            pill = self.buttons[name] = QPushButton(text)
            pill.setProperty("kind", "pill")
            pill.setCheckable(True)
            pill.setAccessibleName(f"{translate(title)} {text}")
            pill.clicked.connect(lambda _on, name=name: self._pull(name))
            self._group.addButton(pill)
            pills.add(pill)

    def show_chosen(self, name: str) -> None:
        if pill := self.buttons.get(name):
            pill.setChecked(True)

    def _pull(self, name: str) -> None:
        act: QAction | None = self.window().findChild(QAction, name)
        if act is not None:
            act.trigger()


def percent() -> int:
    return theme.px(100)
