"""The lists of the member desk, two records that are one, and finding such pairs."""

import time
from functools import partial
from pathlib import Path
from uuid import UUID

from bench.figures import Figure, middle
from bench.held import Heart
from bench.painted import Painted
from bench.stage import Stage, staged
from fablab_desk.care.duplicates import Likeness
from fablab_desk.care.merge_preview import preview_merge
from fablab_desk.care.service_merge import merge_parties
from fablab_desk.people.kinds import PeopleFilter

TIMES = 12
LISTED = 50
SECONDS = 10
MERGED = 100


def measure(lab: Path) -> list[Figure]:
    with staged(lab) as stage:
        lists = [
            _list(stage, name, wanted)
            for name, wanted in (
                ("missing pieces listed", PeopleFilter.PIECES),
                ("late memberships listed", PeopleFilter.LATE),
            )
        ]
        with Heart() as heart:
            began = time.perf_counter()
            pairs = _find(stage)
            took = time.perf_counter() - began
        held = heart.longest()
        merged = [_merge(stage, pair) for pair in _apart(pairs)[:TIMES]]
    load = f"waited for a processor {held.waited:.0f} ms"
    found = f"{len(pairs)} pairs"
    return [
        *lists,
        Figure(part="members", name="duplicates", value=took, unit="s", limit=SECONDS, note=found),
        Figure(part="members", name="merge", value=middle(merged), limit=MERGED, runs=len(merged)),
        Figure(part="loop", name="duplicates", value=held.own, limit=50, note=load),
    ]


def _list(stage: Stage, name: str, wanted: PeopleFilter) -> Figure:
    taken = []
    for _ in range(TIMES):
        stage.tab.pills.choose(PeopleFilter.ALL)
        stage.rest(0.4)
        painted = Painted(stage)
        taken.append(painted.wait(partial(stage.tab.pills.choose, wanted), answered=True))
        painted.stop()
        stage.rest(0.4)
    return Figure(part="members", name=name, value=middle(taken), limit=LISTED, runs=TIMES)


def _find(stage: Stage) -> list[Likeness]:
    """As the dialog is opened, until it shows them."""
    from fablab_desk.ui.people.duplicates import DuplicatesDialog

    stage.tab.duplicates_action.trigger()
    stage.until(lambda: bool(stage.tab.findChildren(DuplicatesDialog)))
    (dialog,) = stage.tab.findChildren(DuplicatesDialog)
    stage.until(lambda: dialog.table.rows.rowCount() > 0)
    likes = [dialog.table.rows.row_at(n) for n in range(dialog.table.rows.rowCount())]
    dialog.reject()
    return likes


def _apart(likes: list[Likeness]) -> list[Likeness]:
    """Pairs of which no two have a record in common."""
    seen: set[UUID] = set()
    apart = []
    for like in likes:
        both = {like.elder.id, like.younger.id}
        if not both & seen:
            apart.append(like)
        seen |= both
    return apart


def _merge(stage: Stage, like: Likeness) -> float:
    desk = stage.window.desk
    assert desk
    with desk.database.reading() as session:
        seen = preview_merge(session, like.elder.id, like.younger.id).seen
    merged: list[object] = []
    began = time.perf_counter()
    desk.do(
        lambda act: merge_parties(act, like.elder.id, like.younger.id, frozenset(), seen),
        merged.append,
        stage.tab,
    )
    stage.until(lambda: bool(merged))
    taken = (time.perf_counter() - began) * 1000
    stage.rest(0.3)
    return taken
