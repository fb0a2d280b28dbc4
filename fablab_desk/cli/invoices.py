"""An invoice of what somebody owes, in one act."""

from argparse import Namespace
from functools import partial
from pathlib import Path
from uuid import UUID

from fablab_desk.charges.queries import list_invoiceable
from fablab_desk.cli.output import about, tell
from fablab_desk.cli.papers import kept_at, numbered
from fablab_desk.cli.station import Station
from fablab_desk.documents.factur_x import find_xml
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate
from fablab_desk.invoicing.service import draft_from_charges, issue_invoice
from fablab_desk.keys import new_key
from fablab_desk.papers.queries import load_pdf
from fablab_desk.staff.act import Act


class NothingOwedError(DeskError):
    def __init__(self, number: str) -> None:
        super().__init__(
            mark("{number} owes nothing that is not on an invoice already."), number=number
        )


def invoice(arguments: Namespace, station: Station) -> int:
    """All that one payer owes the same structure; the XML too where it is asked for."""
    payer = numbered(station, arguments.number)
    charges = station.asks(lambda session: list_invoiceable(session, payer))
    if not charges:
        raise NothingOwedError(arguments.number)
    key, paper, file = new_key(), new_key(), Path(arguments.out).expanduser()
    with kept_at(file) as part:
        number = station.does(partial(_issue, key=key, paper=paper, charges=charges))
        pdf = station.asks(lambda session: load_pdf(session, paper))
        part.write_bytes(pdf)
    if arguments.xml:
        with kept_at(Path(arguments.xml).expanduser()) as part:
            part.write_bytes(find_xml(pdf) or b"")
    tell(about(file, translate(mark("invoice {number}")).format(number=number)))
    return 0


def _issue(act: Act, key: UUID, paper: UUID, charges: list[UUID]) -> str:
    draft_from_charges(act, key, charges)
    return issue_invoice(act, key, paper)
