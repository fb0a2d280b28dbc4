"""Where each thing stood in the last file of a kind with the same titles."""

import json
from collections.abc import Mapping

from sqlalchemy.orm import Session

from fablab_desk.care.listed import ListKind
from fablab_desk.db.search import normalise
from fablab_desk.people.exchange.columns import header_digest
from fablab_desk.people.models import ImportMatching
from fablab_desk.sheets.sheet import Sheet


def find_columns(session: Session, kind: ListKind, sheet: Sheet) -> dict[str, str] | None:
    """What is told → the title of its column; None where no such file was taken in before."""
    remembered = session.get(ImportMatching, header_digest(sheet, kind))
    if remembered is None:
        return None
    titles = {normalise(title): title for title in reversed(sheet.header)}
    said: dict[str, str] = json.loads(remembered.columns)
    return {what: titles[title] for what, title in said.items() if title in titles}


def written_matching(columns: Mapping[str, str]) -> str:
    said = {what: normalise(title) for what, title in columns.items()}
    return json.dumps(said, sort_keys=True)
