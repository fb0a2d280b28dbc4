"""The order of Tab as one reads: from top to bottom, and from left to right."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from fablab_desk.ui.flow import Flow


def chain_as_read(root: QWidget) -> None:
    """Let Tab lead through a page that is laid out; what is hidden in a row keeps its place."""
    shown = [one for one in root.findChildren(QWidget) if one.isVisibleTo(root)]
    flows = [one for one in shown if isinstance(one, Flow)]
    alone = [one for one in shown if _is_stop(one) and not isinstance(one.parentWidget(), Flow)]
    stops: list[QWidget] = []
    for row in _rows(root, [*flows, *alone]):
        for one in row:
            stops += filter(_is_stop, one.widgets()) if isinstance(one, Flow) else [one]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _is_stop(widget: QWidget) -> bool:
    made_by_qt = widget.objectName().startswith("qt_")
    reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(reached) and widget.focusProxy() is None and not made_by_qt


def _rows(root: QWidget, widgets: list[QWidget]) -> list[list[QWidget]]:
    """Those beside each other, from the left; a row ends under the middle of its first one."""
    places = {one: QRect(one.mapTo(root, QPoint()), one.size()) for one in widgets}
    rows: list[list[QWidget]] = []
    for one in sorted(widgets, key=lambda one: places[one].top()):
        if rows and places[one].top() < places[rows[-1][0]].center().y():
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda one: places[one].left()) for row in rows]
