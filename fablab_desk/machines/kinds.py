"""The closed lists of machines and their upkeep."""

from enum import StrEnum

from fablab_desk.i18n import mark


class NeedKind(StrEnum):
    """What becomes of a machine when what it needs is stopped."""

    FULL = "full"  # it stops too
    PARTIAL = "partial"  # it goes on, and says so


class DocumentKind(StrEnum):
    MANUAL = "manual"
    SAFETY_SHEET = "safety_sheet"
    INVOICE = "invoice"
    OTHER = "other"


class QuestionMoment(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class AnswerKind(StrEnum):
    YES_NO = "yes_no"  # "no" to a required one before a use is a refusal
    NUMBER = "number"
    TEXT = "text"


class MeterKind(StrEnum):
    HOURS = "hours"  # of use, counted by the logbook, never reset
    TRIPS = "trips"  # uses, counted by the logbook
    READ = "read"  # read by hand on the machine


class Severity(StrEnum):
    MINOR = "minor"
    SERIOUS = "serious"
    DANGEROUS = "dangerous"


class FaultState(StrEnum):
    OPEN = "open"
    REPAIRED = "repaired"
    WITHDRAWN = "withdrawn"  # there was none


class StopKind(StrEnum):
    """Only failures count for MTBF; all are downtime."""

    FAILURE = "failure"
    UPKEEP = "upkeep"
    OTHER = "other"  # works in the room, no electricity


class OrderState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class CheckResult(StrEnum):
    NOT_YET = "not_yet"
    GOOD = "good"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


class LogKind(StrEnum):
    """What stands in the logbook of a machine."""

    USE = "use"
    FAULT = "fault"
    REPAIR = "repair"
    ORDER = "order"
    STOP = "stop"
    READING = "reading"
    LOAN = "loan"
    CHANGE = "change"  # put into service, retired, a new safety sheet


class MachineState(StrEnum):
    """What a machine is for the desk, computed: see `standing`. From first to last to be told."""

    RETIRED = "retired"
    ON_LOAN = "on_loan"
    OUT_OF_ORDER = "out_of_order"
    IN_MAINTENANCE = "in_maintenance"
    NEEDS_STOPPED = "needs_stopped"  # what it depends on is stopped
    NOT_YET = "not_yet"  # commissioned on a later day
    IN_USE = "in_use"
    FREE = "free"


STATE_TEXTS = {
    MachineState.RETIRED: mark("Retired"),
    MachineState.ON_LOAN: mark("On loan"),
    MachineState.OUT_OF_ORDER: mark("Out of order"),
    MachineState.IN_MAINTENANCE: mark("In maintenance"),
    MachineState.NEEDS_STOPPED: mark("Waits for what it needs"),
    MachineState.NOT_YET: mark("Not in service yet"),
    MachineState.IN_USE: mark("Being used"),
    MachineState.FREE: mark("Free to use"),
}
SEVERITY_TEXTS = {
    Severity.MINOR: mark("Minor"),
    Severity.SERIOUS: mark("Serious"),
    Severity.DANGEROUS: mark("Dangerous"),
}
STOP_TEXTS = {
    StopKind.FAILURE: mark("Failure"),
    StopKind.UPKEEP: mark("Upkeep"),
    StopKind.OTHER: mark("Other stop"),
}
LOG_TEXTS = {
    LogKind.USE: mark("Use"),
    LogKind.FAULT: mark("Fault"),
    LogKind.REPAIR: mark("Repair"),
    LogKind.ORDER: mark("Maintenance"),
    LogKind.STOP: mark("Stop"),
    LogKind.READING: mark("Meter reading"),
    LogKind.LOAN: mark("Loan"),
    LogKind.CHANGE: mark("Change"),
}
DOCUMENT_TEXTS = {
    DocumentKind.MANUAL: mark("Manual"),
    DocumentKind.SAFETY_SHEET: mark("Safety sheet"),
    DocumentKind.INVOICE: mark("Purchase invoice"),
    DocumentKind.OTHER: mark("Other document"),
}
NEED_TEXTS = {NeedKind.FULL: mark("fully"), NeedKind.PARTIAL: mark("partly")}
MOMENT_TEXTS = {
    QuestionMoment.BEFORE: mark("Before the use"),
    QuestionMoment.AFTER: mark("After the use"),
}
ANSWER_TEXTS = {
    AnswerKind.YES_NO: mark("Yes or no"),
    AnswerKind.NUMBER: mark("Number"),
    AnswerKind.TEXT: mark("Text"),
}
METER_TEXTS = {
    MeterKind.HOURS: mark("Hours of use"),
    MeterKind.TRIPS: mark("Number of uses"),
    MeterKind.READ: mark("Read by hand"),
}
FAULT_TEXTS = {
    FaultState.OPEN: mark("Open"),
    FaultState.REPAIRED: mark("Repaired"),
    FaultState.WITHDRAWN: mark("Withdrawn"),
}
ORDER_TEXTS = {
    OrderState.OPEN: mark("Under way"),
    OrderState.DONE: mark("Done"),
    OrderState.CANCELLED: mark("Cancelled"),
}
RESULT_TEXTS = {
    CheckResult.NOT_YET: mark("To be checked"),
    CheckResult.GOOD: mark("Good"),
    CheckResult.FAILED: mark("Failed"),
    CheckResult.NOT_APPLICABLE: mark("Not applicable"),
}
