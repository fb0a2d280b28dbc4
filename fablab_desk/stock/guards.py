"""A movement of stock is never edited: its opposite takes it back."""

from fablab_desk.db.guards import append_only
from fablab_desk.stock.models import StockMovement

GUARDS = append_only(StockMovement.__table__)
