"""“Wednesday in one page”: on the screen, on paper, and without names for the group."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fablab_desk.agenda.day_page import DayPage, page_of_the_day, text_for_the_group, title_of
from fablab_desk.agenda.kinds import ROLES_TEXTS, ArrivalRole
from fablab_desk.clock import format_day
from fablab_desk.documents.page import Block, Facts, Heading, Letterhead, Page, Paragraph, Spacer
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.lab.queries import find_settings
from fablab_desk.money import format_amount
from fablab_desk.ui.cards import KeyFacts, Label, SectionTitle
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.progress import Progress
from fablab_desk.ui.scroll import Scroll

LABELS = 210
Pairs = tuple[tuple[str, str], ...]  # texts


def show_day_page(desk: Desk, parent: QWidget, day: date) -> None:
    def show(found: tuple[str, DayPage]) -> None:
        DayPageDialog(desk, parent, *found).open()

    desk.ask(
        lambda session: (find_settings(session).name, page_of_the_day(session, day)),
        show,
        parent,
        "day page",
    )


class DayPageDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget, lab: str, page: DayPage) -> None:
        super().__init__(parent, title_of(page))
        self._desk, self._lab, self._page = desk, lab, page
        self.copy_button = self.add_button(mark("Copy for the group"), self._copy)
        self.copy_button.setToolTip(translate(mark("Without any name, and without money")))
        self.print_button = self.add_button(mark("Print or save…"), self._print, primary=True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(Label(_day(page), "heading", wrap=True))
        for title, pairs in parts_of(page, desk.zone):
            column.addWidget(SectionTitle(title))
            facts = KeyFacts(pairs)
            facts.align(LABELS)
            column.addWidget(facts)
        if remarks := _remarks(page):
            column.addWidget(SectionTitle(mark("Remark")))
            column.addWidget(Label(remarks, wrap=True))
        column.addStretch()
        self.body.addWidget(Scroll(inner), 1)
        self.fit(540, 620)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(text_for_the_group(self._page))
        self._desk.tell(translate(mark("Copied: it can be pasted in a message to the group.")))

    def _print(self) -> None:
        from fablab_desk.ui.printing import show_page

        page, zone = self._page, self._desk.zone

        def lay_out(_progress: Progress) -> Page:
            return day_paper(page, zone)

        show_page(self._desk, self, lay_out, Letterhead(name=self._lab))


def day_paper(page: DayPage, zone: ZoneInfo) -> Page:
    """What the screen shows, as a paper that is not numbered: it is no deed."""
    blocks: list[Block] = []
    for title, pairs in parts_of(page, zone):
        blocks += [Heading(translate(title)), Facts(pairs), Spacer(2)]
    if remarks := _remarks(page):
        blocks += [Heading(translate(mark("Remark"))), Paragraph(remarks)]
    return Page(
        title=title_of(page), place_and_date=_day(page), language=current(), blocks=tuple(blocks)
    )


def parts_of(page: DayPage, zone: ZoneInfo) -> Iterator[tuple[str, Pairs]]:
    """Each part's title, a msgid, and what it tells; parts that tell nothing are left out."""
    parts = (
        (mark("Who came"), _came(page)),
        (mark("By audience"), _audiences(page)),
        (mark("At the counter"), _counter(page)),
        (mark("Openings"), _openings(page, zone)),
    )
    for title, pairs in parts:
        if told := tuple(pair for pair in pairs if pair[1]):
            yield title, told


def _came(page: DayPage) -> list[tuple[str, str]]:
    told = page.figures
    pairs = [
        (translate(mark("Visits")), str(told.visits)),
        (translate(mark("Distinct persons")), str(told.persons)),
        (translate(mark("New publics")), str(told.newcomers)),
        (translate(mark("First visit not asked")), str(told.not_asked or "")),
    ]
    others = (one for one in told.by_role if one[0] is not ArrivalRole.PUBLIC)
    return pairs + [(translate(ROLES_TEXTS[role]), str(many or "")) for role, many in others]


def _audiences(page: DayPage) -> list[tuple[str, str]]:
    told = []
    for row in page.figures.by_audience:
        new = translate_many("{n} new", "{n} new", row.newcomers) if row.newcomers else ""
        said = " · ".join(part for part in (str(row.visits), new) if part)
        told.append((row.label or translate(mark("Not stated")), said))
    return told


def _counter(page: DayPage) -> list[tuple[str, str]]:
    methods = page.takings.methods
    taken = format_amount(page.taken, current()) if page.takings.cashings else ""
    return [
        (translate(mark("Memberships recorded")), str(page.enrolments or "")),
        *((one.label, format_amount(one.amount, current())) for one in methods if one.amount),
        (translate(mark("Taken")), taken),
    ]


def _openings(page: DayPage, zone: ZoneInfo) -> list[tuple[str, str]]:
    pairs = []
    for row in page.openings:
        ends = [at.astimezone(zone) for at in (row.opened_at, row.closed_at) if at]
        times = " – ".join(f"{at:%H:%M}" for at in ends)
        pairs.append((times, row.opened_by))
    return [*pairs, (translate(mark("Thanks to")), ", ".join(page.on_duty))]


def _remarks(page: DayPage) -> str:
    return "\n".join(row.remark for row in page.openings if row.remark)


def _day(page: DayPage) -> str:
    return format_day(page.day, current())
