"""The usual park: which of the machines that most labs have."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.machines.service_park import add_usual_park
from fablab_desk.machines.usual_park import PARK
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField
from fablab_desk.ui.forms import FormDialog


class ParkDialog(FormDialog):
    """They come with their risk families, questions and plans; all of it is changed afterwards."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, mark("A usual park"), mark("Add them"))
        self.add_note(
            translate(
                mark(
                    "They come with risk families, questions and plans of upkeep, which can be"
                    " changed. A machine that was never used can be removed."
                )
            )
        )
        self.ticks: dict[str, CheckField] = {}
        for usual in PARK:
            tick = CheckField(usual.name)
            tick.set_value(True)
            self.add_field(usual.code, mark("Machine"), tick)
            self.add_help(usual.code, f"{usual.code} · {translate(usual.category)}")
            self.ticks[usual.code] = tick

    def act(self) -> Callable[[Act], object]:
        codes = [code for code, tick in self.ticks.items() if tick.value()]
        language = current()
        return lambda act: add_usual_park(act, language, codes)

    def said(self, result: object) -> str:
        many = len(result) if isinstance(result, list) else 0
        return translate_many(mark("{n} machine is added."), mark("{n} machines are added."), many)
