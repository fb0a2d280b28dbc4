"""The digits of a stock label: a reader types them on any keyboard, which letters are not."""

from uuid import UUID

from fablab_desk.identifiers import TAG_DIGITS

TAG_BEGINS = "91"  # labels of machines begin with 90, and no card of a person with either


def tag_of(article_id: UUID) -> str:
    """“91” and seventeen digits that follow from the article's key: nothing is kept for it."""
    return f"{TAG_BEGINS}{article_id.int % 10 ** (TAG_DIGITS - 2):017}"


def is_stock_tag(typed: str) -> bool:
    return len(typed) == TAG_DIGITS and typed.isdecimal() and typed.startswith(TAG_BEGINS)
