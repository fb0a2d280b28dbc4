"""The third question: does the desk ask who works there?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from fablab_desk.care.setup import Administrator
from fablab_desk.i18n import mark, translate
from fablab_desk.ui.cards import Label
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.setup.question import Question
from fablab_desk.ui.staff.login import propose_login
from fablab_desk.ui.staff.new_password import NewPasswordField

PREFIX = "administrator."


class LoginField(QWidget):
    """Whether the desk asks for a login; each answer says what follows from it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.asks = QRadioButton(translate(mark("Each person has an account and a password")))
        self.open = QRadioButton(translate(mark("No login: whoever sits down may do everything")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 8)
        layout.setSpacing(4)
        for place, radio in enumerate((self.asks, self.open)):
            self.group.addButton(radio, place)
            layout.addWidget(radio)
        self.asks.setChecked(True)
        self.asks.toggled.connect(lambda _on: self.changed.emit())
        self.setFocusProxy(self.asks)

    def value(self) -> bool:
        return self.asks.isChecked()

    def set_value(self, value: bool) -> None:
        (self.asks if value else self.open).setChecked(True)


class AccountQuestion(Question):
    def __init__(self) -> None:
        super().__init__(
            mark("Who opens the desk?"),
            mark("The journal then says who did what. Other accounts come in the settings."),
        )
        form = self.add_column()
        self.asks = self.add_field(form, "asks_login", mark("Access"), LoginField())
        self.name = self.add_field(
            form, f"{PREFIX}name", mark("Your name"), LineField(), required=True
        )
        hint = mark("small letters, no space")
        self.login = self.add_field(
            form, f"{PREFIX}login", mark("Login"), LineField(hint), required=True
        )
        self.password = self.add_field(
            form, f"{PREFIX}password", mark("Password"), NewPasswordField(), required=True
        )
        said = translate(mark("Nobody can read this password again: keep it safe."))
        form.addRow(Label(""), Label(said, "muted", wrap=True))
        self.asks.changed.connect(self._follow)
        propose_login(self.name, self.login)

    def focus_first(self) -> None:
        (self.name if self.asks.value() else self.asks).setFocus()

    def administrator(self) -> Administrator | None:
        if self.skipped or not self.asks.value():
            return None
        return Administrator(
            name=self.name.value(),
            login=self.login.value(),
            password=self.password.value(),
            repeated=self.password.repeated(),
        )

    def _follow(self) -> None:
        for field in (self.name, self.login, self.password):
            field.setEnabled(self.asks.value())
