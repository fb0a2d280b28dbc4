"""What the desk says about accounts, passwords and versions."""

from collections.abc import Sequence
from datetime import datetime

from fablab_desk.errors import DeskError, ForestalledError
from fablab_desk.i18n import mark

SHORTEST_PASSWORD = 8


class WrongPasswordError(DeskError):
    """Says nothing of which of the two was wrong."""

    def __init__(self) -> None:
        super().__init__(mark("This login and password do not go together."))


class SlowDownError(DeskError):
    def __init__(self, seconds: int) -> None:
        super().__init__(
            mark("Too many wrong passwords: try again in {seconds} s."), seconds=seconds
        )


class LoginNeededError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This lab asks for a login. Give one, and its password."))


class NotYourPasswordError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This is not your present password."))


class SamePasswordError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This is your present password: choose another one."))


class PasswordsDifferError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The two passwords are not the same. Type them again."))


class ShortPasswordError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("A password needs {shortest} characters or more."), shortest=SHORTEST_PASSWORD
        )


class RemovedError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("What this was about has been removed meanwhile, here or at another desk.")
        )


class ReorderedError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("The order was changed again meanwhile, here or at another desk: it stays so.")
        )


class NamelessAccountError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write the name of the person who will use this account."))


class LoginTextError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("A login has 2 to 40 small letters, digits, dots or hyphens, without spaces.")
        )


class LoginTakenError(DeskError):
    def __init__(self, login: str) -> None:
        super().__init__(mark("The login “{login}” is taken."), login=login)


class NoRoleError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose at least one role."))


class LastAdministratorError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("This is the last administrator: give that role to someone else first.")
        )


class BuiltInAccountError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The desk’s own account has no login and stays as it is."))


class OwnSignatureError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Someone else has to sign what you did for yourself."))


class StaleError(ForestalledError):
    """The form was filled from a version that is no longer the last one."""

    def __init__(
        self, name: str, account: str, at: datetime | None, columns: Sequence[str]
    ) -> None:
        if at is None:
            super().__init__(mark("“{name}” was changed meanwhile. Look again."), name=name)
            return
        super().__init__(
            mark("“{name}” was changed meanwhile by {account} ({columns}). Look again."),
            name=name,
            account=account,
            columns=list(columns),
        )
        self.at = at


class BrokenChainError(DeskError):
    def __init__(self, seq: int) -> None:
        super().__init__(mark("The journal of acts was altered at entry {seq}."), seq=seq)


class CutJournalError(DeskError):
    def __init__(self, seq: int, known: int) -> None:
        super().__init__(
            mark(
                "The journal of acts ends at entry {seq}, but this desk saw entry {known}: "
                "the base was put back to an older state."
            ),
            seq=seq,
            known=known,
        )
