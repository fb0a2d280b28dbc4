from datetime import date
from pathlib import Path

import base45
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from builders import Worker
from builders.papers import a_forger, a_paper
from fablab_desk.documents.draw import draw
from fablab_desk.documents.page import Letterhead, Page
from fablab_desk.documents.seal_text import find_seal_text
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.papers.errors import (
    AlreadyReplacedError,
    AlteredPaperError,
    ClosingStaysError,
    NoKeyYetError,
    PaperMissingError,
)
from fablab_desk.papers.models import Paper, PaperKind, Series
from fablab_desk.papers.queries import load_pdf, public_keys
from fablab_desk.papers.revoked_list import UnprovenListError, UnreadableListError, read_list
from fablab_desk.papers.seal import Seal, payload_of, read_payload, read_seal_text, seal_text
from fablab_desk.papers.service import publish_revoked, revoke_paper
from fablab_desk.papers.verify import (
    Verdict,
    known_by_lists,
    verify_pdf,
    verify_pdf_here,
    verify_text,
    verify_text_here,
)
from fablab_desk.seals import KeyStore, public_keys_in


def pdf_of(worker: Worker) -> bytes:
    key = a_paper(worker)
    with worker.database.reading() as session:
        return load_pdf(session, key)


def text_of(pdf: bytes) -> str:
    text = find_seal_text(pdf)
    assert text is not None
    return text


def test_a_paper_is_proved_offline_with_the_labs_public_key(
    treasurer: Worker, tmp_path: Path
) -> None:
    pdf = pdf_of(treasurer)
    proof = verify_pdf(pdf, public_keys_in(tmp_path / "keys"))
    assert proof.verdict is Verdict.GENUINE
    assert say(proof.sentence) == (
        "Genuine. Membership attestation A2026-00001, Ada Lovelace, issued on 2 March 2026,"
        " valid from 2 March 2026 to 1 March 2027."
    )


@pytest.mark.parametrize("around", ["{}", "  {}\n", "\r\n{}\t"])
def test_a_text_is_proved_with_blanks_around_it(treasurer: Worker, around: str) -> None:
    text = text_of(pdf_of(treasurer))
    with treasurer.database.reading() as session:
        proof = verify_text_here(session, around.format(text))
    assert proof.verdict is Verdict.GENUINE


def test_a_changed_payload_is_not_genuine(treasurer: Worker, tmp_path: Path) -> None:
    payload, signature = read_seal_text(text_of(pdf_of(treasurer)))
    forged = seal_text(payload.replace("Ada Lovelace", "Ida Lovelace"), signature)
    proof = verify_text(forged, public_keys_in(tmp_path / "keys"))
    assert proof.verdict is Verdict.NOT_GENUINE


def test_a_seal_of_another_key_is_not_proved(treasurer: Worker, tmp_path: Path) -> None:
    pdf_of(treasurer)
    stranger = KeyStore(tmp_path / "elsewhere")
    seal = Seal(
        key_id=stranger.key_id,
        number="A2026-00001",
        kind=PaperKind.RECEIPT,
        issued_on=date(2026, 3, 2),
        subject="Ada",
    )
    payload = payload_of(seal)
    text = seal_text(payload, stranger.sign(payload.encode()))
    with treasurer.database.reading() as session:
        keys = public_keys(session)
    assert verify_text(text, keys).verdict is Verdict.NOT_GENUINE
    claimed = payload.replace(stranger.key_id, next(iter(keys)))
    text = seal_text(claimed, stranger.sign(claimed.encode()))
    assert verify_text(text, keys).verdict is Verdict.NOT_GENUINE


@pytest.mark.parametrize(
    "text",
    ["", "hello", "FD1:", "FD1:é", "FD1:AAAA", "FD1:" + "0" * 3000, "fd1:BB8", "FD1:" + "BB8" * 40],
)
def test_what_is_no_seal_is_unreadable(text: str) -> None:
    assert verify_text(text, {}).verdict is Verdict.UNREADABLE


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 cut", b"\x00" * 99])
def test_what_is_no_pdf_is_unreadable(pdf: bytes) -> None:
    assert verify_pdf(pdf, {}).verdict is Verdict.UNREADABLE


def test_a_pdf_without_a_seal_is_unreadable() -> None:
    pdf = draw(Page(title="Affiche"), Letterhead(name="Fablab"))
    assert verify_pdf(pdf, {}).verdict is Verdict.UNREADABLE


def test_a_changed_byte_is_told_with_the_base_at_hand(treasurer: Worker) -> None:
    pdf = pdf_of(treasurer)
    at = pdf.index(b"stream") + 40
    changed = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
    with treasurer.database.reading() as session:
        assert verify_pdf_here(session, pdf).verdict is Verdict.GENUINE
        proof = verify_pdf_here(session, changed)
    assert proof.verdict is not Verdict.GENUINE
    with treasurer.database.reading() as session:
        proof = verify_pdf_here(session, pdf + b"\n")
    assert proof.verdict is Verdict.NOT_GENUINE
    assert isinstance(proof.sentence, AlteredPaperError)


def test_another_paper_under_the_same_number_is_not_genuine(treasurer: Worker) -> None:
    pdf_of(treasurer)
    keys = treasurer.does(lambda act: KeyStore(act.keys)).result
    payload = f"{keys.key_id}|A2026-00001|MA|20260302|Somebody else|"
    text = seal_text(payload, keys.sign(payload.encode()))
    with treasurer.database.reading() as session:
        proof = verify_text_here(session, text)
    assert proof.verdict is Verdict.NOT_GENUINE
    assert "says something else" in say(proof.sentence)


def test_a_genuine_paper_that_this_base_does_not_hold_is_said_so(
    treasurer: Worker,
) -> None:
    pdf_of(treasurer)
    keys = treasurer.does(lambda act: KeyStore(act.keys)).result
    payload = f"{keys.key_id}|A2031-00001|??|20310302|Ada|"
    text = seal_text(payload, keys.sign(payload.encode()))
    with treasurer.database.reading() as session:
        proof = verify_text_here(session, text)
    assert proof.verdict is Verdict.GENUINE
    assert say(proof.sentence).endswith("This base does not hold the paper itself.")


def test_a_revoked_paper_is_told_with_its_reason(treasurer: Worker) -> None:
    key = a_paper(treasurer)
    treasurer.does(lambda act: revoke_paper(act, key, " refunded "))
    with treasurer.database.reading() as session:
        proof = verify_pdf_here(session, load_pdf(session, key))
    assert proof.verdict is Verdict.REVOKED
    assert say(proof.sentence).endswith(": refunded")


def test_a_replaced_paper_is_told_with_the_newer_one(treasurer: Worker) -> None:
    old = a_paper(treasurer)
    a_paper(treasurer, replaces=old)
    with treasurer.database.reading() as session:
        proof = verify_pdf_here(session, load_pdf(session, old))
    assert proof.verdict is Verdict.REPLACED
    assert "A2026-00002" in say(proof.sentence)


def test_revoking_asks_for_a_reason_and_a_paper_that_still_counts(treasurer: Worker) -> None:
    old = a_paper(treasurer)
    a_paper(treasurer, replaces=old)
    with pytest.raises(Problems):
        treasurer.does(lambda act: revoke_paper(act, old, " "))
    with pytest.raises(AlreadyReplacedError):
        treasurer.does(lambda act: revoke_paper(act, old, "refunded"))
    with pytest.raises(PaperMissingError):
        treasurer.does(lambda act: revoke_paper(act, new_key(), "refunded"))


def test_the_closing_of_a_till_is_never_revoked(treasurer: Worker) -> None:
    closing = a_paper(treasurer, Series.CLOSING)
    with pytest.raises(ClosingStaysError):
        treasurer.does(lambda act: revoke_paper(act, closing, "miscounted"))


def test_a_lost_key_is_followed_by_a_new_one_and_old_papers_still_verify(
    treasurer: Worker, tmp_path: Path
) -> None:
    old = pdf_of(treasurer)
    for file in (tmp_path / "keys").rglob("*.pem"):
        file.unlink()
    new = pdf_of(treasurer)
    with treasurer.database.reading() as session:
        assert len(public_keys(session)) == 2
        assert verify_pdf_here(session, old).verdict is Verdict.GENUINE
        assert verify_pdf_here(session, new).verdict is Verdict.GENUINE


def test_altered_bytes_are_not_shown(treasurer: Worker) -> None:
    key = a_paper(treasurer)
    with a_forger(treasurer.database) as session:
        session.execute(update(Paper).values(pdf=b"%PDF forged"))
    with treasurer.database.reading() as session, pytest.raises(AlteredPaperError):
        load_pdf(session, key)


@given(
    subject=st.text(max_size=80),
    signature=st.binary(min_size=64, max_size=64),
    days=st.none() | st.tuples(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1))),
)
def test_a_seal_reads_back_whatever_its_subject_is(
    subject: str, signature: bytes, days: tuple[date, date] | None
) -> None:
    seal = Seal(
        key_id="0123abcd",
        number="A2026-00001",
        kind=PaperKind.TILL_CLOSING,
        issued_on=date(2026, 3, 2),
        subject=subject,
        valid=days,
    )
    payload = payload_of(seal)
    text = seal_text(payload, signature)
    assert text == text.strip()
    assert read_seal_text(text) == (payload, signature)
    assert payload_of(read_payload(payload)) == payload


@given(st.binary(max_size=200))
def test_bytes_that_look_like_a_seal_never_break_the_reading(data: bytes) -> None:
    text = "FD1:" + base45.b45encode(data).decode()
    assert verify_text(text, {}).verdict in (Verdict.UNREADABLE, Verdict.NOT_GENUINE)


def published(worker: Worker) -> str:
    return worker.does(publish_revoked).result


def test_the_signed_list_tells_without_the_base_what_no_longer_counts(
    treasurer: Worker, tmp_path: Path
) -> None:
    stays, revoked, old = (a_paper(treasurer) for _ in range(3))
    treasurer.does(lambda act: revoke_paper(act, revoked, "wrong name"))
    a_paper(treasurer, replaces=old)
    keys = public_keys_in(tmp_path / "keys")
    listed = [read_list(published(treasurer), keys)]
    with treasurer.database.reading() as session:
        proofs = [
            known_by_lists(verify_pdf(load_pdf(session, key), keys), listed)
            for key in (stays, revoked, old)
        ]
    assert [proof.verdict for proof in proofs] == [
        Verdict.GENUINE,
        Verdict.REVOKED,
        Verdict.REPLACED,
    ]
    assert [say(proof.sentence) for proof in proofs] == [
        "Genuine. Membership attestation A2026-00001, Ada Lovelace, issued on 2 March 2026,"
        " valid from 2 March 2026 to 1 March 2027. The list of 2 March 2026 does not revoke it.",
        "Paper A2026-00002 was revoked on 2 March 2026, by the list of 2 March 2026.",
        "Paper A2026-00003 was replaced by A2026-00004 on 2 March 2026.",
    ]
    assert "wrong name" not in published(treasurer)
    assert "Ada" not in published(treasurer)


def test_a_list_that_was_changed_or_signed_by_a_stranger_proves_nothing(
    treasurer: Worker, tmp_path: Path
) -> None:
    key = a_paper(treasurer)
    treasurer.does(lambda act: revoke_paper(act, key, "wrong name"))
    keys, text = public_keys_in(tmp_path / "keys"), published(treasurer)
    for changed in (text.replace("00001", "00009"), text.replace("2026-03-02", "2027-03-02")):
        with pytest.raises(UnprovenListError):
            read_list(changed, keys)
    with pytest.raises(UnprovenListError):
        read_list(text, {})
    for damaged in ("", "[]", "{}", "null", text[:-20], text.replace("papers 1", "papers 2")):
        with pytest.raises((UnreadableListError, UnprovenListError)):
            read_list(damaged, keys)


def test_a_lab_that_issued_nothing_has_no_list(treasurer: Worker) -> None:
    with pytest.raises(NoKeyYetError):
        published(treasurer)
