"""Is everything as it was written: the base, the journal of acts, the papers, the tills."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from fablab_desk.care.named_files import list_named_files
from fablab_desk.db.blueprint import Blueprint
from fablab_desk.db.integrity import check_base
from fablab_desk.errors import DeskError
from fablab_desk.files import Attachments
from fablab_desk.i18n import mark
from fablab_desk.logbook.check import check_logbooks
from fablab_desk.papers.check import check_papers
from fablab_desk.payments.check import check_journal as check_tills
from fablab_desk.staff.queries import check_journal

Checked = tuple[str, list[DeskError]]


def check_everything(
    session: Session,
    blueprint: Blueprint,
    attachments: Attachments,
    keys: Path | None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Iterator[Checked]:
    """One part after the other, each with its name (a msgid) and what is wrong in it."""
    yield mark("the base"), check_base(session, blueprint)
    yield mark("the attached files"), list(attachments.wrong(list_named_files(session)))
    yield mark("the journal of acts"), check_journal(session, keys, lambda seq: progress(seq, 0))
    yield mark("the papers"), check_papers(session, progress)
    yield mark("the tills"), check_tills(session, progress)
    yield mark("the logbooks and the stock"), check_logbooks(session)
