"""One command, then its exit status: 0 done, 1 refused or failed, 2 called wrongly."""

from argparse import Namespace
from collections.abc import Callable

from fablab_desk.care.listed import ListKind
from fablab_desk.cli import (
    door,
    imports,
    invoices,
    lists,
    machines,
    mailing,
    members,
    merging,
    papers,
    personal,
    trainings,
    upkeep,
)
from fablab_desk.cli.output import finish, hush, show_progress, warn
from fablab_desk.cli.station import Station, opened, sit_down
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate
from fablab_desk.logs import LOG, open_log
from fablab_desk.paths import state_folder

SIGINT, SIGPIPE = 2, 13  # a shell adds 128 to them; not every system’s `signal` has both
Command = Callable[[Namespace, Station], int]

COMMANDS: dict[tuple[str, str | None], Command] = {
    ("import", "members"): members.take_in,
    **{("import", kind.value): lists.take_in(kind) for kind in ListKind},
    ("import", "list"): imports.list_past,
    ("import", "undo"): imports.undo,
    ("export", "members"): members.export,
    ("export", "mailing"): mailing.export,
    ("export", "logbook"): machines.export_logbook,
    ("export", "certifications"): trainings.export_certifications,
    ("log", "use"): machines.log_use,
    ("log", "fault"): machines.log_fault,
    ("labels", None): machines.print_labels,
    ("who-may", None): trainings.tell_who_may,
    ("checkin", None): door.check_somebody_in,
    ("merge", None): merging.merge,
    ("person", None): personal.give_access,
    ("attest", "membership"): papers.attest_membership_of,
    ("attest", "presence"): papers.attest_presence_of,
    ("attest", "training"): trainings.attest_training_of,
    ("attest", "attendance"): trainings.attest_attendance_of,
    ("attest", "certification"): trainings.attest_certification_of,
    ("key", None): papers.publish_key,
    ("invoice", None): invoices.invoice,
    ("revoked", None): papers.publish_revoked_list,
    ("check", None): upkeep.check,
    ("backup", None): upkeep.back_up,
}
MAKES_A_BASE = ("import", "members")  # the others ask for one that is there
# These open no base, or one in their own way.
ALONE: dict[str, Callable[[Namespace], int]] = {
    "verify": papers.verify,
    "restore": upkeep.restore,
    "demo": upkeep.make_demo,
}


def run(arguments: Namespace) -> int:
    return told(lambda: _run(arguments))


def told(command: Callable[[], int]) -> int:
    """The command's exit status; a refusal is a sentence, a fault one too, its places logged."""
    try:
        status = command()
        finish()
        return status
    except DeskError as refusal:
        warn(say(refusal))
        return 1
    except BrokenPipeError:
        hush()
        return 128 + SIGPIPE
    except KeyboardInterrupt:
        show_progress(0, 0)
        warn(translate(mark("Stopped.")))
        return 128 + SIGINT
    except Exception as fault:
        file = open_log(state_folder() / "logs")
        LOG.error("A fault", exc_info=fault)
        sentence = translate(
            mark("The program met a fault of its own ({kind}). What was saved is safe.")
        )
        warn(sentence.format(kind=type(fault).__name__))
        if file:
            warn(translate(mark("Where it happened stands in {file}.")).format(file=file))
        return 1


def _run(arguments: Namespace) -> int:
    if arguments.command in ALONE:
        return ALONE[arguments.command](arguments)
    trial = getattr(arguments, "dry_run", False)
    command = (arguments.command, getattr(arguments, "what_kind", None))
    with opened(arguments, make=command == MAKES_A_BASE, trial=trial) as database:
        return COMMANDS[command](arguments, sit_down(arguments, database))
