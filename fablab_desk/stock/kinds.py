"""The closed lists of the stock."""

from enum import StrEnum

from fablab_desk.i18n import mark


class Store(StrEnum):
    """What the lab uses up lies apart from what it sells."""

    LAB = "lab"
    SALE = "sale"


class MovementReason(StrEnum):
    ENTRY = "entry"  # bought or given
    USE = "use"  # drawn by a use of a machine
    UPKEEP = "upkeep"  # a part for a machine
    SALE = "sale"
    LOSS = "loss"
    TRANSFER = "transfer"  # from one store to the other: two movements
    COUNT = "count"  # what was found differs from what was written
    RETURN = "return"  # the opposite of another movement, which was a mistake


STORE_TEXTS = {Store.LAB: mark("Lab stock"), Store.SALE: mark("Sale stock")}
REASON_TEXTS = {
    MovementReason.ENTRY: mark("Delivery"),
    MovementReason.USE: mark("Machine use"),
    MovementReason.UPKEEP: mark("Upkeep"),
    MovementReason.SALE: mark("Sale"),
    MovementReason.LOSS: mark("Loss"),
    MovementReason.TRANSFER: mark("Moved to the other stock"),
    MovementReason.COUNT: mark("Inventory"),
    MovementReason.RETURN: mark("Taken back"),
}
