"""The words of the command line for papers and invoices."""

from fablab_desk.cli.leaves import Commands, kind, leaf, named
from fablab_desk.i18n import mark
from fablab_desk.i18n import translate as _


def add_papers(commands: Commands) -> None:
    attest = kind(commands, "attest", mark("issue an attestation"))
    membership = leaf(attest, "membership", _(mark("of a membership")))
    presence = leaf(attest, "presence", _(mark("of the days somebody came")))
    training = leaf(attest, "training", _(mark("of a training that was followed")))
    attendance = leaf(attest, "attendance", _(mark("of the half-days of a training")))
    certification = leaf(attest, "certification", _(mark("of what somebody may work on")))
    for paper in (membership, presence, training, attendance, certification):
        paper.add_argument(
            "number", type=named, metavar=_(mark("NUMBER")), help=_(mark("number of the member"))
        )
        paper.add_argument(
            "--out",
            required=True,
            type=named,
            metavar=_(mark("FILE.pdf")),
            help=_(mark("where to write it")),
        )
    for paper in (training, attendance):
        paper.add_argument(
            "course", type=named, metavar=_(mark("COURSE")), help=_(mark("its code or its title"))
        )
        paper.add_argument(
            "--on",
            dest="day",
            type=named,
            metavar=_(mark("DAY")),
            help=_(mark("a day of the session (default: the last one they were in)")),
        )
    certification.add_argument(
        "machine", type=named, metavar=_(mark("MACHINE")), help=_(mark("its code or its name"))
    )
    for name, kept, text in (
        ("--from", "first", mark("first day (default: 1 January)")),
        ("--to", "last", mark("last day (default: today)")),
    ):
        presence.add_argument(name, dest=kept, type=named, metavar=_(mark("DAY")), help=_(text))
    verify = leaf(commands, "verify", _(mark("is this paper genuine?")))
    verify.add_argument("what", metavar=_(mark("FILE.pdf|TEXT")))
    for name, kept, text in (
        ("--key", mark("FILE.pem"), mark("a lab’s public key, for who has not its base")),
        ("--revoked", mark("FILE.json"), mark("its signed list of revoked papers, for the same")),
    ):
        verify.add_argument(
            name, action="append", default=[], type=named, metavar=_(kept), help=_(text)
        )
    revoked = leaf(commands, "revoked", _(mark("publish the signed list of revoked papers")))
    revoked.add_argument("file", type=named, metavar=_(mark("FILE.json")))
    key = leaf(commands, "key", _(mark("publish the public key that papers are verified with")))
    key.add_argument("file", type=named, metavar=_(mark("FILE.pem")))
    invoice = leaf(commands, "invoice", _(mark("invoice what somebody owes")))
    invoice.add_argument(
        "number", type=named, metavar=_(mark("NUMBER")), help=_(mark("number of who pays"))
    )
    for name, kept, text in (
        ("--out", mark("FILE.pdf"), mark("where to write it")),
        ("--xml", mark("FILE.xml"), mark("what machines read of it, alone")),
    ):
        invoice.add_argument(
            name, required=name == "--out", type=named, metavar=_(kept), help=_(text)
        )
