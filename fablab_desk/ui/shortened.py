"""Texts that somebody typed too long for their place; whole in a tip beside."""


def shortened(text: str, most: int) -> str:
    """At most so many letters, the last of them an ellipsis where some are left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
