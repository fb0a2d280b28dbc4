import io
import json
import re
import string
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo

import catalogue

FRENCH = catalogue.read(catalogue.FOLDER / "fablab_desk.po")
CODE = """
import i18n
mark("A"); i18n.translate("B" "C"); translate(title); print("no")
translate_many("{n} cat", "{n} cats", n); translate_many(mark("{n} ox"), mark("{n} oxen"), n)
raise DeskError("D {x}", x=1)
class OddError(DeskError):
    def __init__(self) -> None:
        super().__init__("E")
class Box:
    def __init__(self) -> None:
        super().__init__("no")
"""


def strings(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [])


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_msgids_are_read_out_of_the_code(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text(CODE, encoding="utf-8")
    plurals = {("{n} cat", "{n} cats"), ("{n} ox", "{n} oxen")}
    assert catalogue.msgids(tmp_path) == {"A", "BC", "D {x}", "E"} | plurals


def test_the_catalogue_holds_what_the_code_says() -> None:
    assert {message.id for message in FRENCH if message.id} == catalogue.msgids(catalogue.SOURCES)


def test_no_french_text_is_missing_or_to_be_checked() -> None:
    assert catalogue.missing(FRENCH) == []


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, FRENCH)
    assert (catalogue.FOLDER / "fablab_desk.mo").read_bytes() == compiled.getvalue()


def test_every_text_keeps_the_placeholders_of_its_msgid() -> None:
    odd = [
        msgid
        for message in FRENCH
        for msgid in strings(message.id)[-1:]
        for text in strings(message.string)
        if text and names(msgid) != names(text)
    ]
    assert odd == []


def test_every_text_keeps_a_letter_to_press_where_its_msgid_has_one() -> None:
    odd = [
        msgid
        for message in FRENCH
        for msgid, text in zip(strings(message.id), strings(message.string), strict=False)
        if text and len(re.findall(r"&\w", msgid)) != len(re.findall(r"&\w", text))
    ]
    assert odd == []


def test_every_text_is_typeset_as_french_is() -> None:
    bad = re.compile(r"\w'\w| [:;?!»€%]|« |\w[?!](?!\w)|\.\.\.")
    texts = [text for message in FRENCH if message.id for text in strings(message.string)]
    assert [text for text in texts if bad.search(text)] == []


@pytest.mark.parametrize(
    ("typed", "typeset"),
    [
        ("« Léa » n'est pas là !", "«\u00a0Léa\u00a0» n’est pas là\u00a0!"),
        ("Payé : 5 €", "Payé\u00a0: 5\u00a0€"),
        ("14:05", "14:05"),
    ],
)
def test_a_text_filled_in_is_typeset(typed: str, typeset: str) -> None:
    assert catalogue.typeset(typed) == typeset


def test_a_text_waits_for_its_msgid_and_survives_its_absence(tmp_path: Path) -> None:
    made = catalogue.read(tmp_path / "fablab_desk.po")
    assert catalogue.fill(made, {"Later": "Plus tard", "{n} cat": ["{n} chat", "{n} chats"]}) == [
        "Later",
        "{n} cat",
    ]
    catalogue.save(made, tmp_path)
    wanteds: list[set[catalogue.Msgid]] = [set(), {"Later", ("{n} cat", "{n} cats")}]
    for wanted in wanteds:
        made = catalogue.read(tmp_path / "fablab_desk.po")
        catalogue.merge(made, wanted)
        catalogue.save(made, tmp_path)
    again = catalogue.read(tmp_path / "fablab_desk.po")
    assert {str(m.id): m.string for m in again if m.id} == {
        "Later": "Plus tard",
        "('{n} cat', '{n} cats')": ("{n} chat", "{n} chats"),
    }


def test_filling_a_file_tells_what_the_code_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path / "fr")
    monkeypatch.setattr(catalogue, "SOURCES", tmp_path)
    (tmp_path / "room.py").write_text('mark("Name"); mark("E-mail")', encoding="utf-8")
    texts = tmp_path / "texts.json"
    texts.write_text(json.dumps({"Name": "Nom", "Nmae": "Nom"}), encoding="utf-8")
    assert catalogue.main(["fill", str(texts)]) == 1
    assert json.loads(capsys.readouterr().out) == ["Nmae"]
    assert catalogue.main(["missing"]) == 1
    assert json.loads(capsys.readouterr().out) == ["E-mail"]
    assert catalogue.main(["prune"]) == 0
    assert "Nmae" not in (tmp_path / "fr" / "fablab_desk.po").read_text(encoding="utf-8")
