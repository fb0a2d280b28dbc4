"""The lab's signed list of the papers that no longer count, for whoever has not its base."""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.papers.models import Paper, PaperRevocation
from fablab_desk.seals import KeyStore, is_signed

FORM = "fablab_desk revoked papers 1"


class UnreadableListError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This is no list of revoked papers of fablab_desk."))


class UnprovenListError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark(
                "This list of revoked papers proves nothing: none of the keys at hand signed it,"
                " or it was changed since."
            )
        )


@dataclass(frozen=True, slots=True)
class Gone:
    """`newer`: the number of the paper that replaced it; none where it was revoked."""

    on: date
    newer: str = ""


@dataclass(frozen=True, slots=True)
class RevokedList:
    """By number, as of the day it was published; neither names nor reasons leave the lab."""

    on: date
    key_id: str
    papers: Mapping[str, Gone]


def load_revoked(session: Session, day: date, key_id: str) -> RevokedList:
    newer = aliased(Paper)
    wanted = (
        select(Paper.number, PaperRevocation.on, newer.number)
        .join(PaperRevocation, PaperRevocation.paper_id == Paper.id)
        .outerjoin(newer, newer.id == PaperRevocation.replaced_by_id)
        .order_by(Paper.number)
    )
    papers = {number: Gone(on, other or "") for number, on, other in session.execute(wanted)}
    return RevokedList(day, key_id, papers)


def write_list(listed: RevokedList, keys: KeyStore) -> str:
    """JSON that people can read, with the signature of all the rest of it."""
    said = {
        "form": FORM,
        "published_on": listed.on.isoformat(),
        "key": listed.key_id,
        "papers": [
            {"number": number, "on": gone.on.isoformat(), "replaced_by": gone.newer}
            for number, gone in listed.papers.items()
        ],
    }
    signature = b64encode(keys.sign(_signed_part(said))).decode("ascii")
    return json.dumps({**said, "signature": signature}, ensure_ascii=False, indent=1) + "\n"


def read_list(text: str, keys: Mapping[str, bytes]) -> RevokedList:
    """Proved by one of these public keys (UnreadableListError, UnprovenListError)."""
    try:
        said = json.loads(text)
        signature = b64decode(said.pop("signature"), validate=True)
        key_id, form = str(said["key"]), said["form"]
        papers = {
            str(one["number"]): Gone(date.fromisoformat(one["on"]), str(one["replaced_by"]))
            for one in said["papers"]
        }
        on = date.fromisoformat(said["published_on"])
    except (ValueError, NotBase64, KeyError, TypeError, AttributeError, RecursionError):
        raise UnreadableListError from None
    if form != FORM:
        raise UnreadableListError
    if key_id not in keys or not is_signed(keys[key_id], _signed_part(said), signature):
        raise UnprovenListError
    return RevokedList(on, key_id, papers)


def _signed_part(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
