"""Which column of the file means what: proposed, and changed by hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.overview.taking_in import Opened
from fablab_desk.people.exchange.fields import FIELD_TEXTS, ImportField
from fablab_desk.ui import theme
from fablab_desk.ui.cards import Label
from fablab_desk.ui.fields import ChoiceField, describe
from fablab_desk.ui.shortened import shortened

MOST = 34  # letters of a title or a sample: the columns stay side by side
HEADS = (mark("Column of the file"), mark("For example"), mark("Taken as"))


class ColumnsPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, ChoiceField[ImportField | None]] = {}
        self.changed_by_hand = False
        self._note = Label("", "muted", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._note)
        layout.addWidget(self._scroll, 1)

    def show_file(self, opened: Opened) -> None:
        self.choices.clear()
        self._note.setText(_note(opened))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, head in enumerate(HEADS):
            grid.addWidget(Label(translate(head), "muted"), 0, place)
            grid.setColumnStretch(place, 2 if place < 2 else 3)
        known = [(what, translate(text)) for what, text in FIELD_TEXTS.items()]
        for row, (title, samples) in enumerate(opened.samples.items(), 1):
            own = opened.matching.own.get(title)
            untaken = mark("Custom field “{name}”") if own else mark("Not taken")
            name = own.label if own else ""
            choice: ChoiceField[ImportField | None] = ChoiceField(
                [(None, translate(untaken).format(name=name)), *known]
            )
            choice.setAccessibleName(title)
            describe(choice, ", ".join(samples))
            choice.set_value(opened.matching.columns.get(title))
            choice.changed.connect(lambda title=title: self._changed(title))
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            choice.setMinimumWidth(theme.px(200))
            grid.addWidget(_short(title, "strong"), row, 0)
            grid.addWidget(_short("\n".join(samples) or "—", "muted"), row, 1)
            grid.addWidget(choice, row, 2)
            self.choices[title] = choice
        grid.setRowStretch(len(opened.samples) + 1, 1)
        self._scroll.setWidget(inner)

    def columns(self) -> dict[str, ImportField]:
        """Title → field, without what is not taken."""
        said = {title: choice.value() for title, choice in self.choices.items()}
        return {title: what for title, what in said.items() if what is not None}

    def stand(self) -> None:
        """Go to the first column that is not matched with anything."""
        left = [choice for choice in self.choices.values() if choice.value() is None]
        choice = (left or list(self.choices.values()))[0]
        choice.setFocus()
        self._scroll.ensureWidgetVisible(choice)

    def _changed(self, title: str) -> None:
        """A field is taken from one column only: the other one that had it gives it up."""
        self.changed_by_hand = True
        what = self.choices[title].value()
        for other, choice in self.choices.items():
            if what is not None and other != title and choice.value() is what:
                choice.blockSignals(True)
                choice.set_value(None)
                choice.blockSignals(False)


def _note(opened: Opened) -> str:
    said = [
        translate(mark("Matched as last time for a file with the same columns."))
        if opened.matching.remembered
        else translate(mark("Check what each column means; what is not taken stays in the file."))
    ]
    hidden = [title for title in opened.sheet.header if title not in opened.samples]
    if hidden:
        never = translate(mark("Never read: {titles}."))
        said.append(never.format(titles=", ".join(hidden)))
    return " ".join(said)


def _short(text: str, kind: str) -> Label:
    lines = [shortened(line, MOST) for line in text.split("\n")]
    label = Label("\n".join(lines), kind)
    label.setToolTip(text if lines != text.split("\n") else "")
    return label
