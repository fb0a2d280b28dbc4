"""Make the list of communes once more, from the official one that npm carries.

Run in a scratch folder `npm pack @etalab/decoupage-administratif`, then here
`python packaging/communes.py THE-FILE.tgz`. It writes resources/data/communes.txt and its licence.
"""

import json
import sys
import tarfile
from collections import defaultdict
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "resources" / "data"


def lines(communes: list[dict[str, Any]], groupings: list[dict[str, Any]]) -> list[str]:
    """Sorted by their first field: `e` and a SIREN, or `p` and a postal code.

    Behind it stand the name of the intercommunality; or INSEE code, SIREN of the intercommunality,
    name, and the names of the communes that became part of it.
    """
    joined = {member["code"]: one["code"] for one in groupings for member in one["membres"]}
    former = defaultdict[str, set[str]](set)
    for one in communes:
        if "chefLieu" in one:
            former[one["chefLieu"]].add(one["nom"])
    found = [f"e{one['code']}\t{one['nom']}" for one in groupings]
    for one in communes:
        if one["type"] != "commune-actuelle":
            continue
        others = sorted(former[one["code"]] - {one["nom"]})
        told = [one["code"], joined.get(one["code"], ""), one["nom"], *others]
        found += ["\t".join([f"p{code}", *told]) for code in one.get("codesPostaux", ())]
    return sorted(found)


def main(package: Path) -> None:
    with tarfile.open(package) as archive:

        def read(name: str) -> bytes:
            member = archive.extractfile(f"package/{name}")
            assert member is not None, name
            return member.read()

        told = lines(json.loads(read("data/communes.json")), json.loads(read("data/epci.json")))
        licence, version = read("LICENSE"), json.loads(read("package.json"))["version"]
    (DATA / "communes.txt").write_text("\n".join([*told, ""]), encoding="utf-8", newline="\n")
    said = f"communes.txt is made from @etalab/decoupage-administratif {version}:\n\n"
    (DATA / "communes.LICENSE").write_bytes(said.encode() + licence)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
