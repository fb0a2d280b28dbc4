"""The lists the lab words itself: what machines serve for, volunteers' tasks, themes, members."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.db.references import find_unused
from fablab_desk.errors import Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_drafts import EntryDraft
from fablab_desk.lab.premises_errors import GoneEntryError, TakenEntryError
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.edits import correct, put_in_order
from fablab_desk.staff.rights import Right

USUAL = {
    ListKind.PURPOSE: (
        mark("Personal project"),
        mark("School work"),
        mark("Professional prototype"),
        mark("Repairing"),
        mark("Training, learning"),
        mark("Upkeep of the lab"),
    ),
    ListKind.TASK: (
        mark("Welcoming the public"),
        mark("Leading a workshop"),
        mark("Looking after the machines"),
        mark("Administration"),
        mark("Communication"),
        mark("Arranging the premises"),
    ),
    ListKind.THEME: (
        mark("Girls and sciences"),
        mark("Repair and reuse"),
        mark("Digital inclusion"),
        mark("Environment"),
        mark("Art and culture"),
    ),
    ListKind.CATEGORY: (
        mark("Active member"),
        mark("Benefactor"),
        mark("Honorary member"),
        mark("Founding member"),
        mark("Legal entity"),
    ),
    ListKind.MACHINE_CATEGORY: (
        mark("3D printers"),
        mark("Laser cutters"),
        mark("Milling machines"),
        mark("Vinyl cutters"),
        mark("Forming"),
        mark("Textile"),
        mark("Electronics"),
        mark("Hand tools"),
        mark("Extraction, air and water"),
    ),
    ListKind.RISK_FAMILY: (
        mark("Laser beam and fumes"),
        mark("Rotating tools"),
        mark("Heat and melted plastic"),
        mark("Blades and needles"),
        mark("Low risk"),
    ),
    ListKind.FAULT_CAUSE: (
        mark("Wear"),
        mark("Wrong use"),
        mark("Breakage"),
        mark("Electronics, software"),
        mark("Supply, consumable"),
        mark("Unknown cause"),
    ),
}


@needs(Right.EDIT_LAB)
def add_usual_lists(act: Act, language: str) -> None:
    """What most labs begin with; nothing where a list has an entry already."""
    if act.session.scalars(select(ListEntry.id).limit(1)).first():
        return
    act.session.add_all(
        ListEntry(kind=kind, label=translate(label, language), position=position)
        for kind, labels in USUAL.items()
        for position, label in enumerate(labels)
    )


@needs(Right.EDIT_LAB, inverse="lab.remove_entry")
def add_entry(act: Act, entry_id: UUID, draft: EntryDraft) -> None:
    """At the end of its list."""
    if act.session.get(ListEntry, entry_id) is not None:
        return
    label = _checked(act, entry_id, draft)["label"]
    of_kind = select(func.max(ListEntry.position)).where(ListEntry.kind == draft.kind)
    last = act.session.scalar(of_kind)
    position = 0 if last is None else last + 1
    act.session.add(ListEntry(id=entry_id, kind=draft.kind, label=label, position=position))


@needs(Right.EDIT_LAB, inverse="lab.correct_entry")
def correct_entry(act: Act, entry_id: UUID, draft: EntryDraft, seen: int | EntryDraft) -> None:
    """Its words; it stays in its list."""
    entry = _load(act, entry_id)
    said = _checked(act, entry_id, draft)
    known = seen if isinstance(seen, int) else {"label": seen.checked()[0].label}
    correct(act, entry, entry.label, said, known)


@needs(Right.EDIT_LAB, inverse="lab.restore_entry")
def archive_entry(act: Act, entry_id: UUID) -> None:
    """No longer offered; what has it keeps it, and so do past figures."""
    entry = _load(act, entry_id)
    entry.archived_on = entry.archived_on or act.day


@needs(Right.EDIT_LAB, inverse="lab.archive_entry")
def restore_entry(act: Act, entry_id: UUID) -> None:
    _load(act, entry_id).archived_on = None


@needs(Right.EDIT_LAB)
def remove_entry(act: Act, entry_id: UUID) -> None:
    """One added by mistake, which nothing names."""
    if entry := find_unused(act.session, ListEntry, entry_id):
        act.session.delete(entry)


@needs(Right.EDIT_LAB, inverse="lab.reorder_entries")
def reorder_entries(
    act: Act, entry_ids: Sequence[UUID], seen: Sequence[UUID] | None = None
) -> None:
    """The list of the first one, in the order given; those not named follow as they were."""
    first = next((act.session.get(ListEntry, key) for key in entry_ids), None)
    if first is None:
        raise GoneEntryError
    wanted = (
        select(ListEntry)
        .where(ListEntry.kind == first.kind)
        .order_by(ListEntry.position, ListEntry.label)
    )
    put_in_order(act.session.scalars(wanted), entry_ids, seen)


def _load(act: Act, entry_id: UUID) -> ListEntry:
    entry = act.session.get(ListEntry, entry_id)
    if entry is None:
        raise GoneEntryError
    return entry


def _checked(act: Act, entry_id: UUID, draft: EntryDraft) -> dict[str, Any]:
    tidy, found = draft.checked()
    same = select(ListEntry.id).where(
        ListEntry.kind == draft.kind,
        func.lower(ListEntry.label) == tidy.label.lower(),
        ListEntry.id != entry_id,
    )
    if tidy.label and act.session.scalars(same).first():
        found.append(("label", TakenEntryError(tidy.label)))
    if found:
        raise Problems(found)
    return {"label": tidy.label}
