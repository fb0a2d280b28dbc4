"""What taking in a file of one kind of fact would do, and how it is written and taken back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from fablab_desk.care.intake import Intake
from fablab_desk.care.listed import Listing, ListKind
from fablab_desk.care.listed_arrivals import (
    propose_people,
    read_arrivals,
    take_arrivals_back,
    write_arrivals,
)
from fablab_desk.care.listed_balances import read_balances
from fablab_desk.care.listed_certifications import (
    read_certifications,
    take_certifications_back,
    write_certifications,
)
from fablab_desk.care.listed_figures import read_figures, take_figures_back, write_figures
from fablab_desk.care.service_balances import take_balances_over
from fablab_desk.care.service_intake import import_members
from fablab_desk.care.service_withdraw import withdraw_import
from fablab_desk.keys import new_key
from fablab_desk.overview.list_columns import OpenedList
from fablab_desk.overview.list_fates import Chosen, ListLine, Sorted, lines_of, sorted_out
from fablab_desk.overview.list_first_visits import (
    doubts_of,
    lines_of_first_visits,
    preview_first_visits,
)
from fablab_desk.people.exchange.preview import Preview, Progress
from fablab_desk.staff.act import Act

NO_MEMBERSHIPS = Intake((), {}, (), has_plans=False)
Keys: TypeAlias = Sequence[UUID]
TakeBack: TypeAlias = Callable[[Act, Keys, Progress], None]


@dataclass(frozen=True, slots=True)
class ListReading:
    """`write` answers with the lines that were known already, `keys` with those of all others.

    `take_back` is given those keys, and holds nothing of the file. Of a `listing` it is tried out
    first what the base would refuse; of first visits there is a `preview` in its place.
    """

    lines: Callable[[], Sequence[ListLine]]
    write: Callable[[Act, Progress], Collection[int]]
    keys: Callable[[Collection[int]], Keys]
    take_back: TakeBack
    listing: Listing[Any] | None = None
    preview: Preview | None = None


def sorted_lines(reading: ListReading) -> Sorted:
    return sorted_out(reading.lines())


def read_list(
    session: Session,
    kind: ListKind,
    opened: OpenedList,
    columns: Mapping[str, str],
    days: tuple[date, date | None],
    chosen: Chosen,
    progress: Progress,
) -> ListReading:
    """What taking it in would do; `days` are today and that of the whole list, if it has one."""
    if kind is ListKind.FIRST_VISITS:
        return _read_first_visits(session, opened, columns, days[0], chosen, progress)
    places = {what: opened.sheet.header.index(title) for what, title in columns.items()}
    if kind is ListKind.FIGURES:
        figures = read_figures(session, opened.sheet, days[0].year, places)
        return ListReading(
            lambda: lines_of(figures, {}),
            lambda act, moved: write_figures(act, figures, moved),
            figures.keys,
            take_figures_back,
            figures,
        )
    if kind is ListKind.BALANCES:
        return _read_balances(session, opened, places, days, chosen, progress)
    if kind is ListKind.CERTIFICATIONS:
        return _read_certifications(session, opened, places, days, chosen, progress)
    arrivals = read_arrivals(session, opened.sheet, *days, places, chosen, progress)
    propose_people(session, opened.sheet, arrivals, places, chosen, progress)
    return ListReading(
        lambda: lines_of(arrivals, chosen),
        lambda act, moved: write_arrivals(act, arrivals, moved),
        arrivals.keys,
        take_arrivals_back,
        arrivals,
    )


def _read_first_visits(
    session: Session,
    opened: OpenedList,
    columns: Mapping[str, str],
    today: date,
    chosen: Chosen,
    progress: Progress,
) -> ListReading:
    preview = preview_first_visits(session, opened, columns, today, chosen, progress)
    doubts, said = doubts_of(session, preview, chosen, progress)

    def write(act: Act, moved: Progress) -> Collection[int]:
        import_members(act, preview, NO_MEMBERSHIPS, moved)
        return ()

    return ListReading(
        lambda: lines_of_first_visits(preview, doubts, said),
        write,
        lambda _known: [preview.id],
        _take_batch_back,
        preview=preview,
    )


def _read_balances(
    session: Session,
    opened: OpenedList,
    places: Mapping[str, int],
    days: tuple[date, date | None],
    chosen: Chosen,
    progress: Progress,
) -> ListReading:
    balances = read_balances(session, opened.sheet, days, places, chosen, progress)
    propose_people(session, opened.sheet, balances, places, chosen, progress)
    batch, source = new_key(), opened.source

    def write(act: Act, moved: Progress) -> Collection[int]:
        take_balances_over(act, batch, source, balances, moved)
        return ()

    return ListReading(
        lambda: lines_of(balances, chosen),
        write,
        lambda _known: [batch],
        _take_batch_back,
        balances,
    )


def _read_certifications(
    session: Session,
    opened: OpenedList,
    places: Mapping[str, int],
    days: tuple[date, date | None],
    chosen: Chosen,
    progress: Progress,
) -> ListReading:
    listing = read_certifications(session, opened.sheet, days, places, chosen, progress)
    propose_people(session, opened.sheet, listing, places, chosen, progress)
    return ListReading(
        lambda: lines_of(listing, chosen),
        lambda act, moved: write_certifications(act, listing, moved),
        listing.keys,
        take_certifications_back,
        listing,
    )


def _take_batch_back(act: Act, keys: Keys, progress: Progress) -> None:
    for key in keys:
        withdraw_import(act, key, progress)
