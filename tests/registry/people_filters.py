from collections.abc import Callable

from builders import Worker
from builders.people import a_filter
from fablab_desk.keys import new_key
from fablab_desk.people import service_filters
from fablab_desk.people.filters import Conditions, FilterDraft
from fablab_desk.people.kinds import MemberState
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]
LATE = Conditions(state=MemberState.LATE)


def save_filter(_worker: Worker) -> Call:
    key, draft = new_key(), FilterDraft(label="À relancer", conditions=LATE)
    return lambda act: service_filters.save_filter(act, key, draft)


def correct_filter(worker: Worker) -> Call:
    key, draft = a_filter(worker), FilterDraft(label="À relancer", conditions=LATE)
    return lambda act: service_filters.correct_filter(act, key, draft, seen=1)


def remove_filter(worker: Worker) -> Call:
    key = a_filter(worker)
    return lambda act: service_filters.remove_filter(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    f"people.{call.__name__}": call for call in (save_filter, correct_filter, remove_filter)
}
