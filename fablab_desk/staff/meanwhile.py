"""What becomes of a form whose record was changed at another desk while it was filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Names of fields: those that stay as typed, those that take what is new."""

    kept: frozenset[str]
    taken: frozenset[str]
    clashing: frozenset[str]  # of those kept: the other desk wrote something else there


def reconcile(
    shown: Mapping[str, Any], typed: Mapping[str, Any], fresh: Mapping[str, Any]
) -> Reconciled:
    """What the fields held when they were filled in, hold now, and would hold if filled in anew.

    A field that was not touched here takes what is new; one that was keeps what was typed. Where
    both say the same, nothing is to be done.
    """
    apart = {name for name, said in typed.items() if fresh[name] != said}
    kept = frozenset(name for name in apart if typed[name] != shown[name])
    clashing = frozenset(name for name in kept if fresh[name] != shown[name])
    return Reconciled(kept, frozenset(apart) - kept, clashing)
