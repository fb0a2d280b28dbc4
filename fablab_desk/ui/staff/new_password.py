"""A password chosen: typed twice, as nobody sees what is typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.ui.fields import SecretField


class NewPasswordField(QWidget):
    """Whether both are the same and long enough is the service's to say.

    What a form marks as wrong, and says of it, holds for the two fields.
    """

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

    def written(self) -> str:
        return ""

    def snapshot(self) -> Callable[[], None]:
        once, again = self.once.snapshot(), self.again.snapshot()

        def put_back() -> None:
            once()
            again()

        return put_back

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        for field in (self.once, self.again):
            field.setAccessibleDescription(description)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DynamicPropertyChange:
            for field in (self.once, self.again):
                field.setProperty("wrong", self.property("wrong"))
                field.style().polish(field)
        return super().event(event)
