"""What a machine's record may say: its code, its days, what it needs, its papers."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.machines import COMMISSIONED, a_machine
from builders.people import an_attachments_folder
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.machines.drafts import MachineDraft
from fablab_desk.machines.errors import (
    BeforeBoughtError,
    DocumentVersionError,
    EmptyDocumentError,
    LargeDocumentError,
    MachineCodeError,
    MinAgeError,
    NamelessMachineError,
    NeedsItselfError,
    NoServiceDayError,
    RetiredAlreadyError,
    RetiredBeforeError,
    TakenCodeError,
)
from fablab_desk.machines.kinds import DocumentKind, LogKind, NeedKind
from fablab_desk.machines.models import LogEntry, Machine, MachineNeed
from fablab_desk.machines.service import (
    add_machine,
    correct_machine,
    forget_need,
    need_machine,
    retire_machine,
    return_machine,
)
from fablab_desk.machines.service_documents import (
    add_document,
    archive_document,
    restore_document,
)

TODAY, DAY = NOW.date(), timedelta(days=1)
DRAFT = MachineDraft(code="LASER", name="Laser", commissioned_on=COMMISSIONED)


def added(worker: Worker, draft: MachineDraft = DRAFT) -> UUID:
    key: UUID = new_key()
    worker.does(lambda act: add_machine(act, key, draft))
    return key


def wrong(worker: Worker, **said: Any) -> list[tuple[str, type[DeskError]]]:
    with pytest.raises(Problems) as refusal:
        added(worker, replace(DRAFT, **said))
    return [(name, type(one)) for name, one in refusal.value.found]


def changes(worker: Worker, machine: UUID) -> list[str]:
    with worker.database.reading() as session:
        wanted = select(LogEntry.text).where(
            LogEntry.machine_id == machine, LogEntry.kind == LogKind.CHANGE
        )
        return list(session.scalars(wanted.order_by(LogEntry.at)))


def retired_on(worker: Worker, machine: UUID) -> date | None:
    with worker.database.reading() as session:
        return session.get_one(Machine, machine).retired_on


def test_all_that_is_wrong_with_a_record_is_told_at_once(administrator: Worker) -> None:
    assert wrong(administrator, code="", name=" ", commissioned_on=None, min_age=-1) == [
        ("code", MachineCodeError),
        ("name", NamelessMachineError),
        ("commissioned_on", NoServiceDayError),
        ("min_age", MinAgeError),
    ]


def test_a_machine_serves_from_the_day_it_was_bought_on_or_later(administrator: Worker) -> None:
    late = COMMISSIONED + DAY
    assert wrong(administrator, bought_on=late) == [("commissioned_on", BeforeBoughtError)]
    added(administrator, replace(DRAFT, bought_on=COMMISSIONED))


def test_a_code_is_taken_however_it_is_written(administrator: Worker) -> None:
    added(administrator)
    assert wrong(administrator, code=" laser ") == [("code", TakenCodeError)]
    other = added(administrator, replace(DRAFT, code="cnc"))
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: correct_machine(act, other, DRAFT, 1))
    assert isinstance(refusal.value.found[0][1], TakenCodeError)


def test_a_machine_is_not_retired_before_it_served_nor_served_after_it_was_retired(
    administrator: Worker,
) -> None:
    laser = added(administrator)
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: retire_machine(act, laser, COMMISSIONED - DAY))
    assert isinstance(refusal.value.found[0][1], RetiredBeforeError)
    administrator.does(lambda act: retire_machine(act, laser, TODAY - 9 * DAY))
    later = replace(DRAFT, commissioned_on=TODAY)
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: correct_machine(act, laser, later, 2))
    assert isinstance(refusal.value.found[0][1], RetiredAlreadyError)


def test_each_time_it_was_retired_stays_in_its_logbook(administrator: Worker) -> None:
    laser = a_machine(administrator)
    administrator.does(lambda act: retire_machine(act, laser, TODAY - 30 * DAY, "Prêtée"))
    administrator.does(lambda act: return_machine(act, laser))
    administrator.does(lambda act: retire_machine(act, laser, TODAY, "Cassée"))
    assert changes(administrator, laser) == ["Prêtée", "Cassée", "Back in service"]
    administrator.does(lambda act: return_machine(act, laser))  # taken back at once
    assert changes(administrator, laser) == ["Prêtée", "Back in service"]
    assert retired_on(administrator, laser) is None


def test_a_return_that_is_taken_back_leaves_it_retired_as_it_was(administrator: Worker) -> None:
    laser, then = a_machine(administrator), TODAY - 30 * DAY
    administrator.does(lambda act: retire_machine(act, laser, then, "Prêtée"))
    before = administrator.does(lambda act: return_machine(act, laser)).result
    assert before == (then, "Prêtée")
    administrator.does(lambda act: retire_machine(act, laser, *before))
    assert (retired_on(administrator, laser), changes(administrator, laser)) == (then, ["Prêtée"])


def test_no_machine_needs_itself_however_long_the_way(administrator: Worker) -> None:
    laser, fan, power = (
        a_machine(administrator, code) for code in ("LASER", "EXTRACTION", "COURANT")
    )
    administrator.does(lambda act: need_machine(act, laser, fan))
    administrator.does(lambda act: need_machine(act, fan, power))
    for needed in (power, fan, laser):
        with pytest.raises(Problems) as refusal:
            administrator.does(partial(need_machine, machine_id=needed, needed_id=laser))
        ((name, loop),) = refusal.value.found
        assert (name, type(loop)) == ("needed_id", NeedsItselfError)
    administrator.does(lambda act: forget_need(act, fan, power))
    administrator.does(lambda act: need_machine(act, power, laser))  # no loop any more


def test_a_need_that_is_forgotten_says_how_it_was_needed(administrator: Worker) -> None:
    laser, fan = a_machine(administrator), a_machine(administrator, "EXTRACTION")
    administrator.does(lambda act: need_machine(act, laser, fan, NeedKind.PARTIAL))
    kind = administrator.does(lambda act: forget_need(act, laser, fan)).result
    assert kind is NeedKind.PARTIAL
    administrator.does(lambda act: need_machine(act, laser, fan, kind))
    with administrator.database.reading() as session:
        assert session.get_one(MachineNeed, (laser, fan)).kind is NeedKind.PARTIAL


def a_sheet(
    worker: Worker, machine: UUID, version: tuple[int, int], content: bytes = b"%PDF"
) -> UUID:
    key, files = new_key(), an_attachments_folder(worker)
    worker.does(
        lambda act: add_document(
            act,
            files,
            key,
            machine,
            DocumentKind.SAFETY_SHEET,
            "Consignes",
            "consignes.pdf",
            content,
            version=version,
        )
    )
    return UUID(int=key.int)


def test_a_safety_sheet_has_a_higher_number_than_the_one_that_stands(
    administrator: Worker,
) -> None:
    laser = a_machine(administrator)
    first = a_sheet(administrator, laser, (2, 1))
    for version in ((2, 1), (2, 0), (1, 9)):
        with pytest.raises(Problems) as refusal:
            a_sheet(administrator, laser, version)
        assert isinstance(refusal.value.found[0][1], DocumentVersionError)
    administrator.does(lambda act: archive_document(act, first))
    a_sheet(administrator, laser, (2, 1))
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: restore_document(act, first))
    assert isinstance(refusal.value.found[0][1], DocumentVersionError)


def test_a_document_is_neither_empty_nor_too_large(administrator: Worker) -> None:
    laser = a_machine(administrator)
    for content, kind in ((b"", EmptyDocumentError), (bytes(25_000_001), LargeDocumentError)):
        with pytest.raises(Problems) as refusal:
            a_sheet(administrator, laser, (1, 0), content)
        assert [(name, type(one)) for name, one in refusal.value.found] == [("file", kind)]
