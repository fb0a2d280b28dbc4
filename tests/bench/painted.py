"""The moment that new rows are in sight."""

import time
from collections.abc import Callable
from typing import Any

from bench.stage import Stage
from fablab_desk.ui import trace
from fablab_desk.ui.cells import CELL_ROLE


class Painted:
    """The moment the table has painted with every row it shows at hand."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._table: Any = stage.tab.table
        self._told = trace.rows_painted
        self._at = 0.0
        self._answered = True
        self._shown: Callable[[], bool] = _always
        self._table.rows.reloaded.connect(self._answer)
        trace.rows_painted = self._note

    def wait(
        self,
        act: Callable[[], object],
        *,
        answered: bool,
        shown: Callable[[], bool] | None = None,
    ) -> float:
        """Milliseconds from the act to the paint; with `answered`, of rows read anew.

        `shown` tells whether what is waited for is among them.
        """
        self._at, self._answered, self._shown = 0.0, not answered, shown or _always
        began = time.perf_counter()
        act()
        self._stage.until(lambda: self._at > 0)
        return (self._at - began) * 1000

    def stop(self) -> None:
        trace.rows_painted = self._told
        self._table.rows.reloaded.disconnect(self._answer)

    def _answer(self, _place: int) -> None:
        self._answered = True

    def _note(self) -> None:
        self._told()
        if self._at == 0 and self._answered and self._shown() and self._is_complete():
            self._at = time.perf_counter()

    def _is_complete(self) -> bool:
        rows, port = self._table.rows, self._table.viewport()
        last = self._table.rowAt(port.height() - 1)
        shown = (max(self._table.rowAt(0), 0), rows.rowCount() - 1 if last < 0 else last)
        return all(rows.index(place, 0).data(CELL_ROLE) is not None for place in shown)


def _always() -> bool:
    return True
