"""The journal of a till: every entry is chained to the one before it, and signed."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from fablab_desk.papers.issue import known_key
from fablab_desk.payments.errors import ArchivedTillError, NoTillError
from fablab_desk.payments.kinds import JournalKind
from fablab_desk.payments.models import Till, TillEntry
from fablab_desk.seals import KeyStore
from fablab_desk.staff.act import Act

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TillHead:
    """A till as it stands under its lock."""

    id: UUID
    label: str
    seq: int
    hash: str
    perpetual_total: Decimal


def lock_till(act: Act, till_id: UUID | None) -> TillHead:
    """The till asked for, or the lab's first; others wait for it until this act ends."""
    wanted = select(
        Till.id, Till.label, Till.seq, Till.hash, Till.perpetual_total, Till.archived_on
    ).with_for_update()
    if till_id is None:
        wanted = wanted.where(Till.archived_on.is_(None)).order_by(Till.label).limit(1)
    else:
        wanted = wanted.where(Till.id == till_id)
    found = act.session.execute(wanted).one_or_none()
    if found is None:
        raise NoTillError
    if found.archived_on:
        raise ArchivedTillError(found.label)
    return TillHead(found.id, found.label, found.seq, found.hash, found.perpetual_total)


def append_entry(
    act: Act, till: TillHead, kind: JournalKind, record_id: UUID, total: Decimal, said: Said
) -> TillHead:
    """Write the next entry of a locked till; the new head is what the next one follows."""
    entry = TillEntry(
        till_id=till.id,
        seq=till.seq + 1,
        at=act.now,
        kind=kind,
        record_id=record_id,
        total=total,
        said=said,
        previous=till.hash,
        hash="",
    )
    entry.hash = hash_of(entry)
    keys = KeyStore(act.keys)
    entry.key_id = known_key(act, keys)
    entry.signature = keys.sign(signed_text(entry.hash)).hex()
    act.session.add(entry)
    head = TillHead(till.id, till.label, entry.seq, entry.hash, till.perpetual_total + total)
    moved = update(Till).where(Till.id == till.id)
    act.session.execute(
        moved.values(seq=head.seq, hash=head.hash, perpetual_total=head.perpetual_total),
        execution_options={"synchronize_session": False},
    )
    act.touch(Till)
    return head


def signed_text(digest: str) -> bytes:
    """What the signature of an entry is over; no paper's seal can be taken for it."""
    return f"fablab-desk till entry {digest}".encode()


def hash_of(entry: TillEntry) -> str:
    """The link of one entry, over everything it says and the link before it."""
    said = (
        entry.previous,
        str(entry.till_id),
        str(entry.seq),
        _instant(entry.at),
        entry.kind.value,
        str(entry.record_id),
        f"{entry.total:.2f}",
        json.dumps(entry.said, sort_keys=True, separators=(",", ":"), ensure_ascii=False),
    )
    return sha256("\x1f".join(said).encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
