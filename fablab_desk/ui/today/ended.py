"""A cover that ended, as a line of the first screen."""

from collections.abc import Callable

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.memberships.ended_covers import EndedCover
from fablab_desk.ui.cards import Item
from fablab_desk.ui.colours import Tone


def ended_item(one: EndedCover, slot: Callable[[], None]) -> Item:
    """Of several people it leads to the organisation, whose record names them."""
    name = one.name or translate_many("{n} person", "{n} people", one.people)
    said = translate(mark("{name}, covered by {by}")).format(name=name, by=one.by)
    return Item(said, format_day(one.until, current(), short=True), "membership", Tone.WARN, slot)
