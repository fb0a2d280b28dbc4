"""One field on which two records differ, as the one who merges them is asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field on which the two differ; `takes_gone`: the merged record's value is proposed.

    Where only one says anything, nobody needs to choose.
    """

    name: str
    label: str  # a msgid
    kept_text: str
    gone_text: str
    takes_gone: bool
    is_open: bool  # both say something
