"""Towns in capitals take back the spelling that others of the lab have."""

from collections.abc import Iterable

from fablab_desk import identifiers
from fablab_desk.people.communes import town_key


class Towns:
    def __init__(self, spelt: Iterable[str]) -> None:
        self._spelt: dict[str, str] = {}
        seen = set()
        for town in spelt:  # one by one: gathered at once they would hold every thread
            if town in seen:
                continue
            seen.add(town)
            if town and not town.isupper() and not town.islower():
                self._spelt.setdefault(town_key(town), town)

    def repaired(self, town: str) -> str:
        """“SAINT ETIENNE” as another record writes it, or else with capitals where they belong."""
        if not town.isupper():
            return town
        return self._spelt.get(town_key(town)) or identifiers.repair_case(town)
