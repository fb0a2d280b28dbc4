"""Remembering how a file of first visits, of arrivals or of figures was read."""

from collections.abc import Mapping

from fablab_desk.care.list_memory import written_matching
from fablab_desk.care.listed import ListKind
from fablab_desk.people.exchange.columns import header_digest
from fablab_desk.people.models import ImportMatching
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.USE_DESK, inverse="care.remember_list_columns")
def remember_list_columns(
    act: Act, kind: ListKind, sheet: Sheet, columns: Mapping[str, str]
) -> None:
    """The next file of that kind with the same header is read the same way."""
    digest, written = header_digest(sheet, kind), written_matching(columns)
    known = act.session.get(ImportMatching, digest)
    if known is None:
        act.session.add(ImportMatching(header_digest=digest, columns=written))
    else:
        known.columns = written
