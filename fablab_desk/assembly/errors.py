"""What is refused about assemblies, proxies and mandates, each in its own sentence."""

from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class PlacelessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say where the assembly meets: the convocation names the place."))


class AgendalessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write the agenda, one item a line: nothing else can be voted on."))


class LateRecordError(DeskError):
    def __init__(self, record_on: date, day: date) -> None:
        super().__init__(
            mark("{record_on} comes after the assembly of {day}: choose that day or an earlier."),
            record_on=record_on,
            day=day,
        )


class QuorumError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A quorum is a share of the voters, from 1 to 100 %."))


class ProxyCountError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("One person carries from 0 to 100 proxies."))


class LeastAgeError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The age from which one votes is between 1 and 99 years."))


class AlreadyCalledError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This assembly has its second call already: open that one."))


class ConvenedError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(
            mark(
                "The convocation went out on {day}, and who votes is settled. "
                "Withdraw the convocation first."
            ),
            day=day,
        )


class NotConvenedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The convocation has not gone out yet: convene the assembly first."))


class FutureConvocationError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is still to come: enter the day it went out."), day=day)


class LateConvocationError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("The assembly met on {day}: it was convened before that."), day=day)


class NobodyVotesError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(
            mark(
                "Nobody has a membership that votes on {day}. "
                "Check that day, and the plans in the settings."
            ),
            day=day,
        )


class AttendanceEnteredError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("Attendance is entered already: the convocation can no longer be withdrawn.")
        )


class StillEnteredError(DeskError):
    def __init__(self, names: str) -> None:
        super().__init__(
            mark(
                "These no longer vote and stand in the attendance: {names}. "
                "Set them absent, or give their proxies to others first."
            ),
            names=names,
        )


class ClosedAssemblyError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This assembly is closed. Open it again to correct something."))


class FutureAssemblyError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("The assembly meets on {day}: it is closed afterwards."), day=day)


class UnknownVoterError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This person does not vote in this assembly."))


class HolderlessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose who carries the proxy."))


class VotelessHolderError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} does not vote in this assembly and cannot carry a proxy."), name=name
        )


class OwnProxyError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} cannot be represented by themselves."), name=name)


class PassedOnError(DeskError):
    def __init__(self, holder: str, other: str) -> None:
        super().__init__(
            mark("{holder} is represented by {other}: a proxy is not passed on."),
            holder=holder,
            other=other,
        )


class CarrierError(DeskError):
    def __init__(self, name: str, others: str) -> None:
        super().__init__(
            mark("{name} carries the proxies of {others}. Give these to somebody else first."),
            name=name,
            others=others,
        )


class TooManyProxiesError(DeskError):
    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            mark("{name} carries {most} proxies already, and nobody carries more."),
            name=name,
            most=most,
        )


class NoProxiesError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This assembly allows no proxies."))


class OtherStructureError(DeskError):
    def __init__(self, carrier: str) -> None:
        super().__init__(
            mark("The second call comes from the structure of the first one, “{carrier}”."),
            carrier=carrier,
        )


class EmptyBoardError(DeskError):
    def __init__(self, carrier: str, day: date) -> None:
        super().__init__(
            mark("Nobody holds an office of {carrier} on {day}."), carrier=carrier, day=day
        )


class BackwardMandateError(DeskError):
    def __init__(self, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark("A mandate cannot end on {ends_on}, before it begins on {starts_on}."),
            starts_on=starts_on,
            ends_on=ends_on,
        )


class SameMandateError(DeskError):
    def __init__(self, name: str, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark("{name} holds this office already, from {starts_on} to {ends_on}."),
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
        )


class OfficelessPersonError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose who holds the office."))


class OutsideMandateError(DeskError):
    def __init__(self, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark("The mandate runs from {starts_on} to {ends_on}: resign on one of its days."),
            starts_on=starts_on,
            ends_on=ends_on,
        )
