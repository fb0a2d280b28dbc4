from collections.abc import Callable

from builders import Worker
from fablab_desk.care.service import record_backup, record_restore
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act


def backup(worker: Worker) -> Callable[[Act], object]:
    key = new_key()
    return lambda act: record_backup(
        act, key, "fablab-20260302T093000Z.db", 4096, "00" * 32, proved=True
    )


def restore(worker: Worker) -> Callable[[Act], object]:
    key = new_key()
    return lambda act: record_restore(act, key, "fablab-20260302T093000Z.db")


CALLS: dict[str, Callable[[Worker], Callable[[Act], object]]] = {
    "care.record_backup": backup,
    "care.record_restore": restore,
}
