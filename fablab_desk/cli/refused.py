"""The lines of a file that are not taken, in a file of their own."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from fablab_desk.cli.output import about
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.overview.taking_in_refused import Refused, refused_table
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.sheets.writing import write_csv, write_xlsx

WORKBOOK = ".xlsx"


class SameFileError(DeskError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            mark("{file} is the file that is taken in: the refused lines need another one."),
            file=file,
        )


def keep_refused(arguments: Namespace, file: Path, sheet: Sheet, refused: Sequence[Refused]) -> str:
    """Write them where --refused says, before anything else is; what is to be told of it, or "".

    The file has its titles alone where no line is refused: an older one is no longer true.
    """
    if not arguments.refused:
        return ""
    target = Path(arguments.refused).expanduser()
    if target.absolute() == file.absolute() or (target.exists() and target.samefile(file)):
        raise SameFileError(target)
    header, lines = refused_table(sheet, refused)
    if target.suffix.lower() == WORKBOOK:
        write_xlsx(target, header, lines, translate(mark("Refused lines")))
    else:
        write_csv(target, header, lines)
    many = translate_many("{n} refused line", "{n} refused lines", len(lines))
    return about(target, f"{many}.")
