"""What may be wrong with a table that came in a file, or stands in the way of writing one."""

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class SheetError(DeskError):
    """A file that cannot be taken as a whole; each kind has its sentence."""

    sentence = ""

    def __init__(self, name: str, **params: object) -> None:
        super().__init__(self.sentence, name=name, **params)


class MissingSheetError(SheetError):
    sentence = mark("There is no file “{name}” any more. Choose it again.")


class UnreadableSheetError(SheetError):
    sentence = mark(
        "The file “{name}” cannot be opened. Close it in other programs, or copy it to this PC."
    )


class EmptySheetError(SheetError):
    sentence = mark("The file “{name}” is empty. Export the list again.")


class NoRowsError(SheetError):
    sentence = mark(
        "The file “{name}” holds a line of titles and nothing below it. Export the list again."
    )


class NotATableError(SheetError):
    sentence = mark(
        "The file “{name}” is not a table. Export the list as CSV or XLSX and choose that file."
    )


class DamagedWorkbookError(SheetError):
    sentence = mark(
        "The workbook “{name}” is damaged or of an unknown kind. "
        "Open it in a spreadsheet program and save it as XLSX or CSV."
    )


class ProtectedWorkbookError(SheetError):
    sentence = mark("The workbook “{name}” has a password. Save a copy of it without one.")


class TooLargeSheetError(SheetError):
    sentence = mark("The file “{name}” is too large to be read at once. Split it into parts.")


class MisquotedSheetError(SheetError):
    sentence = mark(
        "In the file “{name}” quotation marks are out of place on many lines, first on line {line}."
        " Export the list again, or open it in a spreadsheet program and save it as XLSX."
    )

    def __init__(self, name: str, line: int) -> None:
        super().__init__(name, line=line)


class RaggedLineError(DeskError):
    def __init__(self, found: int, expected: int) -> None:
        one = mark("This line has one column instead of {expected}.")
        many = mark("This line has {found} columns instead of {expected}.")
        super().__init__(one if found == 1 else many, found=found, expected=expected)


class StrayQuoteError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("On this line a quotation mark is out of place, or opened and never closed.")
        )


class UnreadableCharacterError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This line holds a character that cannot be read."))


class SheetNotWrittenError(SheetError):
    sentence = mark(
        "The file “{name}” cannot be written. Close it in other programs or choose another folder."
    )


class DiskFullError(SheetError):
    sentence = mark("There is no room left on the disk for “{name}”. Free some and try again.")


class TooMuchForWorkbookError(SheetError):
    sentence = mark(
        "This is too much for a workbook: at most 1,048,576 lines, and 32,767 characters in a cell."
        " Choose CSV for “{name}”."
    )
