from email import message_from_bytes
from email.policy import default

import pytest

from builders import NOW
from fablab_desk.documents.mail import Mail, file_name, prepared


def test_a_prepared_mail_is_a_draft_with_its_paper() -> None:
    made = prepared(
        Mail(
            sender="contact@example.org",
            to="ada@example.org",
            subject="Adhésion\nà renouveler",
            text="Bonjour « Ada »,\n",
            papers=[("Appel de cotisation.pdf", b"%PDF-")],
            made_at=NOW,
        )
    )
    message = message_from_bytes(made, policy=default)
    assert (message["X-Unsent"], message["To"]) == ("1", "ada@example.org")
    assert message["Subject"] == "Adhésion à renouveler"
    (paper,) = message.iter_attachments()
    assert (paper.get_filename(), paper.get_content()) == ("Appel de cotisation.pdf", b"%PDF-")
    body = message.get_body()
    assert body
    assert "« Ada »" in body.get_content()


@pytest.mark.parametrize("name", ["<b>Ada</b>\r\nBcc: x@y", "שלום מריم", "🦊 Zoé", "N" * 300])
def test_an_odd_name_reaches_the_mail_as_it_was_typed_and_adds_no_line_to_its_head(
    name: str,
) -> None:
    letter = Mail(
        sender="contact@example.org",
        to="ada@example.org",
        subject=f"Adhésion de {name}",
        text=f"Bonjour {name},\n",
        papers=[(f"{file_name(name, ending='.pdf')}", b"%PDF-")],
        made_at=NOW,
    )
    message = message_from_bytes(prepared(letter), policy=default)
    assert message["Subject"] == f"Adhésion de {' '.join(name.split())}"
    assert (message["To"], message["Bcc"]) == ("ada@example.org", None)
    body = message.get_body()
    assert body
    assert " ".join(name.split()) in " ".join(body.get_content().split())
    (paper,) = message.iter_attachments()
    assert paper.get_filename() == file_name(name, ending=".pdf")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("M-00001", "Ada Exemple"), "M-00001 Ada Exemple.eml"),
        (("../../etc", "pass:wd"), "etc pass wd.eml"),
        (("a" * 300,), "a" * 80 + ".eml"),
        (("...",), "_.eml"),
    ],
)
def test_a_file_s_name_is_taken_by_every_system(parts: tuple[str, ...], expected: str) -> None:
    assert file_name(*parts, ending=".eml") == expected
