"""A dialog in which something long goes on, one thing at a time."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import say, translate
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.problem import Problem
from fablab_desk.ui.progress import Progress
from fablab_desk.ui.work_line import WorkLine

T = TypeVar("T")


class WorkingDialog(PlainDialog):
    """Its line stands under `body`; while it lasts, Escape stops that and nothing else."""

    def __init__(self, desk: Desk, parent: QWidget | None, title: str) -> None:
        super().__init__(parent, title)
        self._desk = desk
        self._progress: Progress | None = None
        self.problem = Problem()

    def is_working(self) -> bool:
        return self._progress is not None

    def begin(self, label: str) -> Progress:
        """The label is a msgid."""
        self.problem.say("")
        progress = self._progress = self._desk.progress(translate(label))
        line = WorkLine(progress)
        self.body.addWidget(line)
        progress.ended.connect(line.deleteLater)
        progress.ended.connect(lambda: self.rest() if self._progress is progress else None)
        self.follow()
        return progress

    def work(
        self,
        label: str,
        job: Callable[[Progress], T],
        then: Callable[[T], None],
        refused: Callable[[DeskError], None] | None = None,
    ) -> None:
        progress = self.begin(label)
        refused = refused or self.refused
        self._desk.work(lambda: job(progress), then, self, progress, refused=refused)

    def follow(self) -> None:
        """What the buttons offer now; after each beginning and end."""
        raise NotImplementedError

    def refused(self, refusal: DeskError) -> None:
        self.problem.say(say(refusal))

    def stop(self) -> None:
        if self._progress:
            self._progress.stop()

    def rest(self) -> None:
        """Nothing goes on any more, whatever was under way."""
        self._progress = None
        self.follow()

    def reject(self) -> None:
        if self.is_working():
            self.stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_working():
            self.stop()
            event.ignore()
        else:
            super().closeEvent(event)
