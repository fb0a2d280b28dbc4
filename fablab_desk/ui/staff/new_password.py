"""A password chosen: typed twice, as nobody sees what is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui.fields import SecretField


class NewPasswordField(QWidget):
    """Whether both are the same and long enough is the service's to say."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.once, self.again = SecretField(), SecretField()
        self.once.setPlaceholderText(translate(mark("8 characters or more")))
        self.again.setPlaceholderText(translate(mark("The same again")))
        self.again.setAccessibleName(translate(mark("The password again")))
        self.once.setAccessibleName(translate(mark("Password")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for field in (self.once, self.again):
            layout.addWidget(field)
            field.changed.connect(self.changed)
        self.setFocusProxy(self.once)

    def value(self) -> str:
        return self.once.value()

    def repeated(self) -> str:
        return self.again.value()

    def set_value(self, value: str) -> None:
        self.once.set_value(value)
        self.again.set_value(value)
