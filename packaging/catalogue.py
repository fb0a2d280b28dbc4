"""The French catalogue: read the msgids out of the code, fill in texts, tell what is missing.

    packaging/catalogue.py update           msgids of the code into the .po, and the .mo anew
    packaging/catalogue.py fill FILE.json   {msgid: text} or {msgid: [singular, plural]}
    packaging/catalogue.py missing          untranslated msgids as JSON; exit 1 if there are any
    packaging/catalogue.py prune            drop texts whose msgid is no longer in the code

Several people may call it at once; each waits for the other.
"""

import ast
import fcntl
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "fablab_desk"
FOLDER = ROOT / "resources" / "translations" / "fr" / "LC_MESSAGES"

Msgid = str | tuple[str, str]
Texts = dict[str, str | list[str]]

HEADER = "# French texts of fablab_desk."
TAKEN = {"mark": 1, "translate": 1, "DeskError": 1, "translate_many": 2}
HEADERS = [
    ("Project-Id-Version", "fablab_desk"),
    ("Language", "fr"),
    ("Plural-Forms", "nplurals=2; plural=(n > 1);"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
]


class DatelessCatalog(Catalog):
    """A catalogue without dates, so that equal texts give equal files."""

    mime_headers = property(lambda self: HEADERS, lambda self, _headers: None)


def msgids_of(source: str) -> Iterator[Msgid]:
    """Every msgid a module marks, translates or refuses with."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (count := TAKEN.get(_name(node.func))):
            yield from _constants(node, count)
        elif isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and _name(call.func) == "__init__":
                    yield from _constants(call, 1)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _constants(call: ast.Call, count: int) -> Iterator[Msgid]:
    texts = [text for arg in call.args[:count] if (text := _text(arg))]
    if len(texts) == count:
        yield texts[0] if count == 1 else (texts[0], texts[1])


def _text(arg: ast.expr) -> str:
    match arg:
        case ast.Constant(value=str(text)):
            return text
        case ast.Call(func=ast.Name(id="mark"), args=[ast.Constant(value=str(text))]):
            return text
    return ""


def msgids(folder: Path) -> set[Msgid]:
    found: set[Msgid] = set()
    for path in sorted(folder.rglob("*.py")):
        found.update(msgids_of(path.read_text(encoding="utf-8")))
    forms = {form for msgid in found if isinstance(msgid, tuple) for form in msgid}
    return {msgid for msgid in found if msgid not in forms}


def read(po: Path) -> Catalog:
    catalog = DatelessCatalog(locale="fr", header_comment=HEADER, fuzzy=False)
    if po.exists():
        with po.open("rb") as file:
            found = read_po(file, locale="fr")
        for message in found:
            if message.id:
                catalog[message.id] = message
        catalog.obsolete = found.obsolete
    return catalog


def merge(catalog: Catalog, wanted: set[Msgid]) -> None:
    """Leave in the catalogue what the code says; other texts wait among the obsolete ones."""
    for message in [message for message in catalog if message.id]:
        if message.id not in wanted:
            catalog.delete(message.id)
            if _complete(message):
                catalog.obsolete[_key(message.id)] = message
    for msgid in wanted:
        old = catalog.obsolete.pop(_key(msgid), None)
        if catalog.get(msgid) is None or (old and not _complete(catalog[msgid])):
            fits = old is not None and isinstance(old.string, tuple) == isinstance(msgid, tuple)
            catalog[msgid] = Message(msgid, old.string if old and fits else "")


def fill(catalog: Catalog, texts: Texts) -> list[str]:
    """Put texts in; tell the msgids that the code does not know (they are kept for later)."""
    unknown = []
    for msgid, text in texts.items():
        string = typeset(text) if isinstance(text, str) else tuple(map(typeset, text))
        message = catalog.get(msgid)
        if message and isinstance(message.id, tuple) == isinstance(string, tuple):
            message.string = string
        else:
            unknown.append(msgid)
            key = msgid if isinstance(string, str) else (msgid, "")
            catalog.obsolete[msgid] = Message(key, string)
    return unknown


def typeset(text: str) -> str:
    """French signs: curved apostrophes, no line break before the double signs."""
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r" (?=[:;?!»€%])", "\u00a0", text)
    return re.sub(r"« ", "«\u00a0", text)


def missing(catalog: Catalog) -> list[str]:
    return [_key(message.id) for message in catalog if message.id and not _complete(message)]


def _complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return bool(strings) and all(strings) and not message.fuzzy


def _key(msgid: str | Sequence[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def save(catalog: Catalog, folder: Path) -> None:
    po, mo = BytesIO(), BytesIO()
    write_po(po, catalog, width=100, no_location=True, sort_output=True)
    write_mo(mo, catalog)
    for name, made in [("fablab_desk.po", po), ("fablab_desk.mo", mo)]:
        part = folder / f"{name}.part"
        part.write_bytes(made.getvalue())
        part.replace(folder / name)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update" | "prune" | "missing" as verb]:
            texts: Texts = {}
        case ["fill" as verb, path]:
            texts = json.loads(Path(path).read_text(encoding="utf-8"))
        case _:
            sys.stderr.write(__doc__)
            return 2
    with alone(FOLDER):
        catalog = read(FOLDER / "fablab_desk.po")
        merge(catalog, msgids(SOURCES))
        unknown = fill(catalog, texts)
        if verb == "prune":
            catalog.obsolete.clear()
        if verb != "missing":
            save(catalog, FOLDER)
    left = unknown if verb == "fill" else missing(catalog) if verb == "missing" else []
    if left:
        sys.stdout.write(json.dumps(left, ensure_ascii=False, indent=1) + "\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
