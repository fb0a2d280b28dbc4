"""The services of a public buyer, as Chorus Pro lists them: a code a line, then its name."""

from dataclasses import dataclass

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark
from fablab_desk.identifiers import seen

LONGEST_CODE = 100  # of Chorus Pro


@dataclass(frozen=True, slots=True)
class Service:
    """Its name may be blank."""

    code: str
    name: str


class LongServiceCodeError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(mark("A service code has at most {most} characters."), most=most)


class SameServiceError(DeskError):
    def __init__(self, code: str) -> None:
        super().__init__(mark("The service “{code}” stands there twice."), code=code)


def services_of(text: str) -> tuple[Service, ...]:
    """What was stored, or typed, as services."""
    lines = (line.split(maxsplit=1) for line in text.splitlines())
    return tuple(Service(line[0], " ".join(line[1:])) for line in lines if line)


def check_services(text: str) -> str:
    """One line for each, its blanks put right; DeskError where a code is twice or too long."""
    codes = set[str]()
    lines = []
    for one in services_of("\n".join(" ".join(line.split()) for line in seen(text).splitlines())):
        if len(one.code) > LONGEST_CODE:
            raise LongServiceCodeError(LONGEST_CODE)
        if one.code in codes:
            raise SameServiceError(one.code)
        codes.add(one.code)
        lines.append(f"{one.code} {one.name}".strip())
    return "\n".join(lines)
