"""An e-mail ready to be looked at and sent by the lab's own program, with its papers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
LONGEST = 80  # characters of a file's name


@dataclass(frozen=True, kw_only=True)
class Mail:
    """`papers` are PDFs by their file name."""

    sender: str
    to: str
    subject: str
    text: str
    papers: Sequence[tuple[str, bytes]] = ()
    made_at: datetime | None = None


def prepared(mail: Mail) -> bytes:
    """The bytes of an .eml file, which mail programs open as a draft of the lab's own."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if mail.sender:
        message["From"] = mail.sender
    message["To"] = mail.to
    message["Subject"] = " ".join(mail.subject.split())
    if mail.made_at:
        message["Date"] = format_datetime(mail.made_at)
    message.set_content(mail.text)
    for name, content in mail.papers:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def file_name(*parts: str, ending: str) -> str:
    """A name that every system takes, made of texts that people typed."""
    said = NOT_IN_NAMES.sub(" ", " ".join(parts))
    return f"{' '.join(said.split())[:LONGEST].strip(' .') or '_'}{ending}"
