"""Why the database cannot be used as it is, and what to do about it."""

from pathlib import Path

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class DatabaseError(DeskError):
    """The file or the server refuses; nothing was written."""


class LockedError(DatabaseError):
    """`holder` is the program and process that hold the lock, as far as it can be known."""

    def __init__(self, place: str, holder: str = "") -> None:
        msgid = (
            mark("{holder} is using {place} and does not let go. Close it, then try again.")
            if holder
            else mark(
                "Another desk is busy with {place}. Try again in a moment;"
                " if it lasts, close the program on the other desk."
            )
        )
        super().__init__(msgid, place=place, holder=holder)


class ReadOnlyError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark(
                "{place} may only be read. Ask whoever looks after this computer for the right"
                " to write it and its folder, or open another file."
            ),
            place=place,
        )


class DiskFullError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark("The disk that holds {place} is full. Free some room, then try again."),
            place=place,
        )


class DiskTroubleError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark(
                "The disk that holds {place} does not answer as it should. Check that it is"
                " plugged in, then try again; if it lasts, restore the last backup elsewhere."
            ),
            place=place,
        )


class DamagedError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark("{place} is damaged. Keep the file as it is, and restore the last backup."),
            place=place,
        )


class NotADatabaseError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark("{place} is not a database of this program. Choose another file."), place=place
        )


class ForeignError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark("{place} is the database of another program. Choose another file."), place=place
        )


class NewerError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark(
                "{place} was written by a later version of this program."
                " Install that version on this computer, then open it again."
            ),
            place=place,
        )


class UnfinishedVersionError(DatabaseError):
    """Its revision has the right number, and other tables than a finished version made with it."""

    def __init__(self, place: str, tables: list[str]) -> None:
        super().__init__(
            mark(
                "{place} was made by an unfinished version of this program: some of its tables are"
                " not those of this one ({tables}). Keep the file as it is, and begin a new base"
                " or restore a backup made by this version."
            ),
            place=place,
            tables=tables,
        )


class GuardsError(DatabaseError):
    def __init__(self, place: str, names: list[str]) -> None:
        super().__init__(
            mark(
                "The protections of {place} were taken away by another program ({names})."
                " They are back; run the check to know whether anything was changed."
            ),
            place=place,
            names=names,
        )


class MissingFolderError(DatabaseError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            mark("The folder {folder} is not there. Plug in its disk, or choose another folder."),
            folder=str(folder),
        )


class NoRightError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark(
                "You have no right to open {place}."
                " Ask whoever looks after this computer, or choose another file."
            ),
            place=place,
        )


class NoFolderRightError(DatabaseError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            mark(
                "You may not write in {folder}. Ask whoever looks after this computer for the"
                " right, or choose another folder."
            ),
            folder=str(folder),
        )


class KeepsNothingError(DatabaseError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            mark("Nothing can be kept in {folder}: it is on no disk. Choose another folder."),
            folder=str(folder),
        )


class LongNameError(DatabaseError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("The name {name} is too long for this disk. Choose a shorter one."), name=name
        )


class IsAFolderError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(mark("{place} is a folder. Choose a file."), place=place)


class IsAFileError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(mark("{place} is a file. Choose a folder."), place=place)


class ServerError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark(
                "The server {place} does not answer. Check the network and that the server is"
                " on, then try again; what was not confirmed was not saved."
            ),
            place=place,
        )


class ServerRightError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark("The server {place} refuses this name or password, or has no such database."),
            place=place,
        )


class AddressError(DatabaseError):
    def __init__(self) -> None:
        super().__init__(
            mark("This is no address of a base. Write for example postgresql://name@server/base.")
        )


class TooLongError(DatabaseError):
    def __init__(self) -> None:
        super().__init__(mark("The database took too long to answer. Try again."))


class UnkeptTextError(DatabaseError):
    def __init__(self) -> None:
        super().__init__(mark("This text holds signs that cannot be kept. Type it again."))


class StoppedError(DatabaseError):
    """A read that `interrupt` stopped."""

    def __init__(self) -> None:
        super().__init__(mark("The search was stopped."))


class CutOffError(DatabaseError):
    """The open base is no longer the one that stands there; `copy` holds what was saved."""

    def __init__(self, file: Path, copy: Path) -> None:
        super().__init__(
            mark(
                "Somebody deleted or replaced {file} while it was open here: nothing more is"
                " saved in it. All that had been saved lies in {copy}. Close this program on"
                " every desk, restore that copy, and look whether your last entry is in it."
            ),
            file=str(file),
            copy=str(copy),
        )


class UnsavedCutOffError(DatabaseError):
    """The same, and no copy could be made: only the open program still sees what was saved."""

    def __init__(self, file: Path, why: DeskError) -> None:
        super().__init__(
            mark(
                "Somebody deleted or replaced {file} while it was open here: nothing more is"
                " saved in it, and what had been saved could not be copied. {why} Leave this"
                " program open: your next attempt to save tries the copy again."
            ),
            file=str(file),
            why=why,
        )


class OverwrittenError(DatabaseError):
    """Another file was written over the open base: of what was saved, nothing is sure any more."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            mark(
                "Somebody wrote another file over {file} while it was open here: nothing more is"
                " saved in it, and it may be damaged. Close this program on every desk, open it"
                " again and restore the last backup."
            ),
            file=str(file),
        )


class NetworkFolderError(DatabaseError):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            mark(
                "{folder} is on the network, where a file database can be damaged."
                " Put it on this computer's own disk, or use a PostgreSQL server."
            ),
            folder=str(folder),
        )


class SynchronisedFolderError(DatabaseError):
    def __init__(self, folder: Path, program: str) -> None:
        super().__init__(
            mark(
                "{program} copies {folder} while the desk writes to it, which can damage the"
                " database. Put it in another folder, and let {program} keep the backups."
            ),
            folder=str(folder),
            program=program,
        )


class IsACopyError(DatabaseError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark(
                "{name} is a copy, not a base to work with: written in, it could no longer be"
                " restored. Open your base and restore the copy; to look at the copy alone, give"
                " it another name in another folder, and open that one."
            ),
            name=name,
        )


class AtWorkError(DatabaseError):
    """What was last written in it lies beside it: alone, the file is an older state."""

    def __init__(self, name: str) -> None:
        super().__init__(
            mark(
                "{name} is a base that is being worked with, or was not closed: not a copy."
                " Make a copy of it with “fablab-desk backup”, and restore that one."
            ),
            name=name,
        )


class DamagedCopyError(DatabaseError):
    """`why` is a sentence, or an empty text."""

    def __init__(self, name: str, why: DeskError | str = "") -> None:
        super().__init__(
            mark("The copy {name} is damaged and was left aside. Use another one. {why}"),
            name=name,
            why=why,
        )


class NoCopyError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(mark("There is no copy at {place}. Choose another file."), place=place)


class ServerProgramError(DatabaseError):
    def __init__(self, program: str) -> None:
        super().__init__(
            mark(
                "Copying a server's database needs the program {program}, which is not installed"
                " here. Install the PostgreSQL client, or make the copy on the server."
            ),
            program=program,
        )


class NoTwinError(DatabaseError):
    def __init__(self, place: str) -> None:
        super().__init__(
            mark(
                "A copy of {place} on its server is needed, and this user may not make a database"
                " there: give it the right CREATEDB."
            ),
            place=place,
        )


class ServerCopyError(DatabaseError):
    """`said` is what the PostgreSQL program wrote."""

    def __init__(self, program: str, said: str) -> None:
        super().__init__(
            mark("{program} could not do its work, and nothing was changed: {said}"),
            program=program,
            said=said,
        )
