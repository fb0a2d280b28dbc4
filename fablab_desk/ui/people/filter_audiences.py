"""The audiences of a filter: each choice made offers one more."""

from collections.abc import Sequence
from uuid import UUID

from fablab_desk.i18n import mark, translate
from fablab_desk.ui.fields import ChoiceField
from fablab_desk.ui.forms import FormDialog

MOST = 10
ANY = mark("Any")


class AudiencesCondition:
    """One of them is enough."""

    def __init__(self, form: FormDialog) -> None:
        self._form = form
        self._known: set[UUID | None] = set()
        nothing: list[tuple[UUID | None, str]] = [(None, translate(ANY))]
        self.choices = [
            form.add_field(_name(place), mark("or") if place else mark("Audience"), choice)
            for place, choice in enumerate(ChoiceField(nothing) for _ in range(MOST))
        ]
        for choice in self.choices:
            choice.changed.connect(self._follow)
        self._follow()

    def offer(self, audiences: Sequence[tuple[UUID | None, str]]) -> None:
        self._known = {key for key, _ in audiences}
        for place, choice in enumerate(self.choices):
            choice.set_choices([(None, translate(mark("None")) if place else translate(ANY))])
            choice.set_choices([(None, choice.itemText(0)), *audiences])

    def fill(self, audiences: Sequence[UUID]) -> None:
        """Those that are gone are left out."""
        keys = [key for key in audiences if key in self._known]
        for place, choice in enumerate(self.choices):
            choice.set_value(keys[place] if place < len(keys) else None)
        self._follow()

    def value(self) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(key for choice in self.choices if (key := choice.value())))

    def _follow(self) -> None:
        """One more than there are choices made, so that none made is out of sight."""
        filled = [place for place, choice in enumerate(self.choices) if choice.value()]
        last = max(filled, default=-1)
        for place in range(1, MOST):
            self._form.show_row(_name(place), place <= last + 1)


def _name(place: int) -> str:
    return f"audience.{place}" if place else "audience"
