"""The form of what a list of the settings offers: added, corrected, and taken back."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.i18n import mark, translate
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.paging import HasKey
from fablab_desk.ui.settings.offered import Service
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.undo import Undo

OFFERED = mark("“{name}” is offered from now on.")
ASKED_FOR = mark("“{name}” is asked for from now on.")
CORRECTED = mark("The correction of “{name}” is saved.")


class Versioned(HasKey, Protocol):
    @property
    def version(self) -> int: ...


class Labelled(Protocol):
    @property
    def label(self) -> str: ...


Known = TypeVar("Known", bound=Versioned)
Draft = TypeVar("Draft", bound=Labelled)


@dataclass(frozen=True)
class Services(Generic[Known, Draft]):
    """`rows` gives the archived ones too; `correct` takes a version, or what was read before."""

    rows: Query[Sequence[Known]]
    add: Callable[[Act, UUID, Draft], object]
    correct: Callable[[Act, UUID, Draft, int | Draft], object]
    remove: Service


class SettingForm(FormDialog, Generic[Known, Draft]):
    """Its fields are called as the row's columns are; `begin` once they are there."""

    services: Services[Known, Draft]
    offered = OFFERED  # what is said of what was added

    def __init__(
        self, desk: Desk, parent: QWidget, known: Known | None, title: str, verb: str = mark("Save")
    ) -> None:
        super().__init__(desk, parent, title, verb)
        self._known = known

    @abstractmethod
    def draft(self) -> Draft:
        """What the fields say."""

    def begin(self) -> None:
        self._before = self.draft()
        if self._known:
            self.fill(self._known)

    def reread(self) -> Query[Known | None] | None:
        return row_again(self._known, self.services.rows)

    def fill(self, known: Known) -> None:
        self._known = known
        self.show_known(known)
        self._before = self.draft()

    def show_known(self, known: Known) -> None:
        for name, field in self.fields.items():
            field.set_value(getattr(known, name))

    def act(self) -> Callable[[Act], object]:
        known, key, draft, services = self._known, self.key, self.draft(), self.services
        if known is None:
            return lambda act: services.add(act, key, draft)
        return lambda act: services.correct(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo | None:
        known, before, after, key = self._known, self._before, self.draft(), self.key
        services = self.services
        if known is not None:
            return Undo(
                self.said(result), lambda act: services.correct(act, known.id, before, after)
            )
        said = translate(self.offered).format(name=after.label)
        return Undo(said, lambda act: services.remove(act, key))

    def said(self, result: object) -> str:
        return translate(CORRECTED).format(name=self.draft().label)

    def values(self) -> dict[str, Any]:
        """What each field holds, by its name."""
        return {name: field.value() for name, field in self.fields.items()}
