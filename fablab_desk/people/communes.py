"""The communes of France by postal code, with their intercommunality: looked up in place.

The list (packaging/communes.py makes it) is mapped, never loaded: what is not asked costs nothing.
"""

import mmap
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from fablab_desk.db.search import normalise
from fablab_desk.paths import resources_folder

FRANCE = "FR"
SHORT = {"st": "saint", "ste": "sainte"}
CODE = re.compile(r"\d{5}")
# “Lyon 3e arrondissement”, “Saint-Étienne Cedex 2”
BEHIND = re.compile(r"( \d{1,2} ?(er|e|eme|nd|nde)?)?( arrondissement)?( cedex( \d+)?)?$")


@dataclass(frozen=True, slots=True)
class Commune:
    insee: str
    name: str
    intercommunality: str  # empty where there is none: some islands
    former: tuple[str, ...] = ()  # communes that became part of it

    @property
    def keys(self) -> set[str]:
        return {town_key(name) for name in (self.name, *self.former)}


@lru_cache(maxsize=1024)
def communes_at(postal_code: str) -> tuple[Commune, ...]:
    """Those that share the code, by name; none for a code that is unknown."""
    if not CODE.fullmatch(postal_code):
        return ()
    found = [_commune(*fields) for fields in _lines(f"p{postal_code}")]
    return tuple(sorted(found, key=lambda commune: town_key(commune.name)))


@lru_cache(maxsize=4096)
def located(country: str, postal_code: str, city: str) -> dict[str, str]:
    """The columns kept for reports: blank abroad, and for a town the code does not know."""
    here = communes_at(postal_code) if country == FRANCE and city else ()
    key = town_key(city)
    by_name = [one for one in here if town_key(one.name) == key]
    (found,) = (by_name or [one for one in here if key in one.keys])[:1] or (None,)
    if found is None:
        return {"commune": "", "intercommunality": ""}
    return {"commune": found.insee, "intercommunality": found.intercommunality}


def official_town(country: str, postal_code: str, city: str) -> str:
    """The only commune of the code where no town is said; the official spelling of capitals."""
    if country != FRANCE or (city and not city.isupper()):
        return city
    here = communes_at(postal_code)
    if not city:
        return here[0].name if len(here) == 1 else ""
    return next((one.name for one in here if town_key(one.name) == town_key(city)), city)


def town_key(town: str) -> str:
    key = " ".join(SHORT.get(word, word) for word in normalise(town).split())
    return BEHIND.sub("", key) or key


def _commune(insee: str, grouping: str, name: str, *former: str) -> Commune:
    joined = next(iter(_lines(f"e{grouping}")), [""]) if grouping else [""]
    return Commune(insee, name, joined[0], former)


def _lines(key: str) -> list[list[str]]:
    """The fields behind the key, of every line that begins with it."""
    held, wanted = _held(), f"{key}\t".encode()
    place = bisect_left(range(len(held)), wanted, key=lambda byte: _line(held, byte))
    found = []
    while place < len(held) and (line := _line(held, place)).startswith(wanted):
        found.append(line.decode().split("\t")[1:])
        place += len(line) + 1
    return found


def _line(held: mmap.mmap, place: int) -> bytes:
    """The line that holds this byte."""
    end = held.find(b"\n", place)
    return held[held.rfind(b"\n", 0, place) + 1 : end]


@cache
def _held() -> mmap.mmap:
    with (resources_folder() / "data" / "communes.txt").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
