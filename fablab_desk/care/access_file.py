"""The ZIP that is handed over: a page to read, a sheet per kind, the papers and the photo."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from html import escape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from fablab_desk.care.access import Access, Section
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.live import refuse_live
from fablab_desk.papers.errors import UnwritableFileError
from fablab_desk.people.exchange.making import say_nothing
from fablab_desk.people.exchange.preview import Progress
from fablab_desk.sheets.guard import guarded

STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "h1{font-size:1.6em}h2{font-size:1.15em;margin-top:2em;border-bottom:1px solid #ccc}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;"
    "padding:.3em .6em;border-bottom:1px solid #e4e4e4;overflow-wrap:anywhere}"
    "th{background:#f4f4f4}img{max-width:12em}"
)


def write_access(access: Access, file: Path, at: datetime, progress: Progress = say_nothing) -> int:
    """The file is there whole or not at all; how many files are in it."""
    refuse_live(file)
    contents = dict(_contents(access, at))
    try:
        with TemporaryDirectory(prefix=".access-", dir=file.parent) as folder:
            part = Path(folder) / "part.zip"
            with ZipFile(part, "w", ZIP_DEFLATED) as archive:
                for done, (name, content) in enumerate(contents.items(), start=1):
                    archive.writestr(name, content)
                    progress(done, len(contents))
            part.chmod(0o600)  # nobody else of this computer reads it
            part.replace(file)
    except OSError as error:
        raise UnwritableFileError(file) from error
    return len(contents)


def _contents(access: Access, at: datetime) -> Iterator[tuple[str, bytes]]:
    yield f"{translate(mark('read-me-first'))}.html", summary(access, at).encode()
    data = translate(mark("data"))
    for section in access.sections:
        yield f"{data}/{section.name}.csv", _csv(section)
        text = json.dumps(list(section.plain), ensure_ascii=False, indent=1, default=str)
        yield f"{data}/{section.name}.json", text.encode()
    for name, pdf in access.papers:
        yield f"{translate(mark('papers'))}/{name}", pdf
    if access.photo:
        ending = "png" if access.photo.startswith(b"\x89PNG") else "jpg"
        yield f"{translate(mark('photo'))}.{ending}", access.photo


def summary(access: Access, at: datetime) -> str:
    """One page that any browser opens and prints."""
    title = translate(mark("What {lab} keeps about {name}")).format(
        lab=access.lab, name=access.name
    )
    told = translate(
        mark(
            "Member {number}, as of {day}. Of other people only the names are told. Beside this"
            " page: each table for a spreadsheet (CSV) or a program (JSON), the papers that were"
            " issued and the photo. You may ask for a correction or an erasure at the desk."
        )
    ).format(number=access.number, day=format_day(at.date(), current()))
    parts = [
        f'<!DOCTYPE html><html lang="{current()}"><head><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1><p>{escape(told)}</p>",
        *(_table(section) for section in access.sections),
    ]
    if access.papers:
        papers = "".join(f"<li>{escape(name)}</li>" for name, _ in access.papers)
        parts.append(f"<h2>{escape(translate(mark('Issued papers')))}</h2><ul>{papers}</ul>")
    return "".join((*parts, "</body></html>\n"))


def _table(section: Section) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in section.columns)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{escape(one).replace(chr(10), '<br>')}</td>" for one in row)
        + "</tr>"
        for row in section.rows
    )
    return f"<h2>{escape(section.title)}</h2><table><tr>{head}</tr>{rows}</table>"


def _csv(section: Section) -> bytes:
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(section.columns)
    writer.writerows([guarded(cell) for cell in row] for row in section.rows)
    return text.getvalue().encode("utf-8-sig")
