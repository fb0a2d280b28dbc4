"""The tabs that exist, in the order of the window. Their code is loaded after the first paint."""

from fablab_desk.i18n import mark
from fablab_desk.ui.tab_spec import TabMaker, TabSpec

DESK = mark("Reception")
MONEY = mark("Accounts")


def _today() -> TabMaker:
    from fablab_desk.ui.today.tab import TodayTab

    return TodayTab


SPECS = [
    TabSpec("today", mark("Today"), "today", "j", _today, DESK),
]
