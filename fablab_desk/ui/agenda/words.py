"""What the tab says of an opening, and of whoever comes in."""

from zoneinfo import ZoneInfo

from fablab_desk.i18n import mark, translate
from fablab_desk.overview.door import DoorState, Sign
from fablab_desk.people.record import PersonRecord
from fablab_desk.ui.today.door import openness, visits_of

SIGN_TEXTS = {
    Sign.NO_PHOTO: mark("No photo: image rights were refused."),
    Sign.MINOR: mark("A minor."),
    Sign.NO_GUARDIAN: mark("A minor, and no guardian is known."),
    Sign.FETCHED: mark("A minor who does not leave alone."),
}


def said_of_signs(record: PersonRecord, signs: tuple[Sign, ...]) -> list[str]:
    alert = record.draft.alert
    return [alert if sign is Sign.ALERT else translate(SIGN_TEXTS[sign]) for sign in signs]


def state_of(door: DoorState, zone: ZoneInfo, *, is_today: bool) -> str:
    """One sentence: open or not, and how many came."""
    return f"{openness(door, zone, is_today=is_today)} · {visits_of(door.figures)}"
