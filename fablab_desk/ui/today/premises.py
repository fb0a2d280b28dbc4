"""The lab's own lines on the first screen: its hours of the day, an insurance that ends."""

from collections.abc import Callable
from datetime import date

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.lab.hours import say_hours
from fablab_desk.lab.insurance import Insured, Liability
from fablab_desk.overview.premises import SHOWS, LabDay
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone

__all__ = ("SHOWS", "insurance_item", "said_hours")
STATE_TEXTS = {
    Insured.ENDING: mark("The liability insurance ends"),
    Insured.LAPSED: mark("The liability insurance has ended"),
}


def said_hours(day: LabDay) -> str:
    """Nothing on a day without hours."""
    if day.closed and day.hours:
        return translate(mark("Closed today: {why}")).format(why=day.closed)
    if day.hours:
        return translate(mark("Open to the public {hours}")).format(hours=say_hours(day.hours))
    return ""


def insurance_item(one: Liability, opens: Callable[[], None]) -> Item:
    tone = Tone.BAD if one.state is Insured.LAPSED else Tone.WARN
    text = translate(STATE_TEXTS[one.state])
    if one.carrier:
        text = translate(mark("{text} ({carrier})")).format(text=text, carrier=one.carrier)
    return Item(text, _short(one.until) if one.until else "", "certificate", tone, opens)


def _short(day: date) -> str:
    return format_day(day, current(), short=True)
