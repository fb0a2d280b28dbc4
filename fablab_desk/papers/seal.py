"""The seal of a paper: what it says in a few words, signed, as the text of a QR code."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from unicodedata import category, normalize

from fablab_desk.papers.errors import UnreadableSealError
from fablab_desk.papers.models import PaperKind

PREFIX = "FD1:"
SIGNATURE = 64  # bytes
LONGEST_SUBJECT = 40
LONGEST_TEXT = 2000
_AMOUNT = re.compile(r"(-?\d+\.\d\d) EUR$")
CODES = {
    PaperKind.MEMBERSHIP_ATTESTATION: "MA",
    PaperKind.PRESENCE_ATTESTATION: "PA",
    PaperKind.TRAINING_ATTESTATION: "TA",
    PaperKind.TRAINING_PRESENCE: "TP",
    PaperKind.COMPLETION_CERTIFICATE: "CR",
    PaperKind.CERTIFICATION: "CE",
    PaperKind.RECEIPT: "RC",
    PaperKind.TILL_CLOSING: "TC",
    PaperKind.INVOICE: "IN",
    PaperKind.CREDIT_NOTE: "CN",
}


@dataclass(frozen=True, kw_only=True)
class Seal:
    key_id: str
    number: str
    kind: PaperKind | None  # None: a kind of paper that this version does not know
    issued_on: date
    subject: str
    valid: tuple[date, date] | None = None


def payload_of(seal: Seal) -> str:
    code = CODES[seal.kind] if seal.kind else ""
    span = "-".join(f"{day:%Y%m%d}" for day in seal.valid or ())
    day = f"{seal.issued_on:%Y%m%d}"
    return "|".join((seal.key_id, seal.number, code, day, short_subject(seal.subject), span))


def short_subject(text: str) -> str:
    """At most 40 characters on one line, without what parts the payload."""
    plain = normalize("NFC", text).replace("|", "/")
    shown = "".join(" " if category(each).startswith("C") else each for each in plain)
    shown = " ".join(shown.split())
    return shown if len(shown) <= LONGEST_SUBJECT else f"{shown[: LONGEST_SUBJECT - 1]}…"


def seal_text(payload: str, signature: bytes) -> str:
    """The text of the QR code. It never ends in a space, as base45 knows no such last digit."""
    import base45

    encoded: bytes = base45.b45encode(payload.encode() + signature)
    return PREFIX + encoded.decode("ascii")


def is_seal_text(text: str) -> bool:
    return text.strip().startswith(PREFIX)


def read_seal_text(text: str) -> tuple[str, bytes]:
    """The payload and the signature of a typed or scanned text; UnreadableSealError if none."""
    import base45

    joined = "".join(text.strip().splitlines())
    if len(joined) > LONGEST_TEXT or not joined.startswith(PREFIX):
        raise UnreadableSealError
    try:
        whole: bytes = base45.b45decode(joined.removeprefix(PREFIX))
        payload = whole[:-SIGNATURE].decode()
    except ValueError:
        raise UnreadableSealError from None
    if not payload:
        raise UnreadableSealError
    return payload, whole[-SIGNATURE:]


def read_payload(payload: str) -> Seal:
    """What a payload says; UnreadableSealError if it says nothing that this version reads."""
    try:
        key_id, number, code, issued, subject, span = payload.split("|")
        kinds = {code: kind for kind, code in CODES.items()}
        return Seal(
            key_id=key_id,
            number=number,
            kind=kinds.get(code),
            issued_on=_day(issued),
            subject=subject,
            valid=_span(span),
        )
    except ValueError:
        raise UnreadableSealError from None


def subject_with(name: str, amount: Decimal) -> str:
    """A subject that ends in an amount, whole however long the name is."""
    sealed = f"{amount:.2f} EUR"
    return f"{name[: LONGEST_SUBJECT - len(sealed) - 1]} {sealed}".strip()


def parts_of(subject: str) -> list[str | Decimal]:
    """A subject with the amount it ends in as an amount, to be written in the reader's language."""
    found = _AMOUNT.search(subject)
    if found is None:
        return [subject]
    return [*filter(None, [subject[: found.start()].strip()]), Decimal(found[1])]


def subject_of(payload: str) -> str:
    """Who or what it is about; nothing where it cannot be read."""
    try:
        return read_payload(payload).subject
    except UnreadableSealError:
        return ""


def _span(text: str) -> tuple[date, date] | None:
    if not text:
        return None
    start, end = text.split("-")
    return _day(start), _day(end)


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  (a day has no zone)
