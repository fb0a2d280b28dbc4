import csv
import errno
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.sheets.errors import (
    DamagedWorkbookError,
    DiskFullError,
    EmptySheetError,
    MisquotedSheetError,
    MissingSheetError,
    NoRowsError,
    NotATableError,
    RaggedLineError,
    SheetError,
    SheetNotWrittenError,
    StrayQuoteError,
    TooLargeSheetError,
    TooMuchForWorkbookError,
    UnreadableCharacterError,
    UnreadableSheetError,
)
from fablab_desk.sheets.guard import holds_guards
from fablab_desk.sheets.reading import parse_sheet, read_sheet
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.sheets.writing import Cell, write_csv, write_xlsx

AT = datetime.fromisoformat("2026-02-03 14:05")
DATA = Path(__file__).parent / "data"
FRENCH = "Nom;Prénom;Ville\nDUPRÉ;Éloïse;Saint-Étienne\nMüller;Françoise;Forêt-près-d’Août\n"


Write = Callable[[Path, list[str], Iterable[list[Cell]]], None]


def parsed(text: str | bytes) -> Sheet:
    return parse_sheet("list.csv", text.encode() if isinstance(text, str) else text)


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


def told(sheet: Sheet) -> list[tuple[int, type[DeskError]]]:
    return [(note.line, type(note.problem)) for note in sheet.notes]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"],
)
def test_french_is_read_in_every_encoding(encoding: str) -> None:
    assert cells(parsed(FRENCH.encode(encoding)))[0] == ("DUPRÉ", "Éloïse", "Saint-Étienne")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp850", "mac_roman"])
@pytest.mark.parametrize(
    "name",
    ["É", "zoé", "MÜLLER", "Gaël", "François", "12 allée des Acacias", "n° 12, Noël", "Être"],
)
def test_few_accents_are_enough(name: str, encoding: str) -> None:
    assert cells(parsed(f"nom;b\n{name};1\n".encode(encoding))) == [(name, "1")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end_is_found(delimiter: str, end: str) -> None:
    rows = [["Name", "Note"], ["Ada", 'said "no";, never|\t'], ["Bea", ""]]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    sheet = parsed(file.getvalue())
    assert (sheet.header, sheet.delimiter) == (("Name", "Note"), delimiter)
    assert sheet.rows == [(2, ("Ada", 'said "no";, never|\t')), (3, ("Bea", ""))]


@pytest.mark.parametrize(
    ("file", "encoding", "lines", "told_cell"),
    [
        ("members-helloasso.csv", "utf-8", [2, 3, 4, 5, 6, 7], 'Résidence "Les Tilleuls", bât. C'),
        ("members-galette.csv", "cp1252", [2, 4, 5, 6], "2, allée des Acacias\n1er étage"),
        ("members-fab-manager-example.csv", "utf-8", [2, 3], "12 bvd Libération - 75000 Paris"),
    ],
)
def test_the_files_a_lab_arrives_with_are_read_whole(
    file: str, encoding: str, lines: list[int], told_cell: str
) -> None:
    sheet = read_sheet(DATA / file)
    assert (sheet.format, sheet.delimiter, sheet.notes) == (encoding, ";", [])
    assert [row.line for row in sheet.rows] == lines
    assert any(told_cell in row.cells for row in sheet.rows)


def test_lines_are_counted_as_they_stand_in_the_file() -> None:
    sheet = parsed('a;b\n\n"1\n2\n3";x\n;\n4;y\n')
    assert [row.line for row in sheet.rows] == [3, 7]


@pytest.mark.parametrize(
    ("line", "row"),
    [("1;2;3", ("1", "2", "3")), ("1;2;3;;", ("1", "2", "3")), (";;3", ("", "", "3"))],
)
def test_blank_cells_too_many_do_no_harm(line: str, row: tuple[str, ...]) -> None:
    assert cells(parsed(f"a;b;c\n{line}\n")) == [row]


def test_ragged_lines_are_told_and_left_out() -> None:
    sheet = parsed("a;b;c\n1;2;3\n1;2\n1;2;3;4\n5;6;7\n")
    assert [row.line for row in sheet.rows] == [2, 5]
    assert told(sheet) == [(3, RaggedLineError), (4, RaggedLineError)]
    assert say(sheet.notes[1].problem, "en") == "This line has 4 columns instead of 3."


@pytest.mark.parametrize(
    "bad",
    ['"Ada;1', '"Ada" Lovelace;1', 'Ada;"1', '"Ada;1;2;3'],
)
def test_a_stray_quote_costs_one_line_and_is_told(bad: str) -> None:
    sheet = parsed(f'name;n\nBea;2\n{bad}\nCléo;3\n"Dan";4\nEve;5\n')
    assert told(sheet) == [(3, StrayQuoteError)]
    assert [row.line for row in sheet.rows] == [2, 4, 5, 6]


def test_a_quote_that_joins_lines_by_mischance_is_told() -> None:
    sheet = parsed('name;n;m\nBea;2;2\n"Ada;1\nCléo";3\nEve;5;5\n')
    assert (3, StrayQuoteError) in told(sheet)
    assert [row.line for row in sheet.rows] == [2, 5]


def test_a_file_full_of_stray_quotes_is_refused_at_once() -> None:
    with pytest.raises(MisquotedSheetError) as refusal:
        parsed("name;n\n" + '"x" y;1\n' * 100_000)
    assert "line 2" in say(refusal.value, "en")


def test_a_header_that_is_never_closed_is_refused() -> None:
    with pytest.raises(MisquotedSheetError):
        parsed('"name;n\n' + "Ada;1\n" * 50)


@pytest.mark.parametrize("titles", ["Members\n\n", "Members;;;\nas of;03/09/2026;;\n", "sep=;\n"])
def test_titles_above_the_header_are_left_out(titles: str) -> None:
    sheet = parsed(f"{titles}Name;Phone;Town;Age\nAda;0612345678;Lyon;36\n")
    assert sheet.header == ("Name", "Phone", "Town", "Age")
    assert sheet.header_line == titles.count("\n") + 1
    assert sheet.rows == [(sheet.header_line + 1, ("Ada", "0612345678", "Lyon", "36"))]


def test_blank_and_repeated_titles_are_told_apart_by_their_column() -> None:
    sheet = parsed(" Name ;;Name;Name;\nAda;;;;1\n")
    assert sheet.header == ("Name", "(B)", "Name (C)", "Name (D)", "(E)")


def test_a_list_of_one_column_is_a_table_too() -> None:
    assert cells(parsed("E-mail\nada@example.org\nDupont, Jean\n"))[1] == ("Dupont, Jean",)


def test_a_very_long_field_is_read() -> None:
    long = "é" * 200_000
    assert cells(parsed(f"a;b\n{long};1\n")) == [(long, "1")]


def test_a_byte_that_is_no_character_costs_its_line_only() -> None:
    data = "a;b\nÉloïse;1\nZoé;2\nGaël;3\n".encode().replace(b"Zo\xc3\xa9", b"Zo\xc3")
    sheet = parsed(data)
    assert told(sheet) == [(3, UnreadableCharacterError)]
    assert [row.line for row in sheet.rows] == [2, 4]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptySheetError),
        (b" \r\n\n", EmptySheetError),
        (b"\xef\xbb\xbf\n", EmptySheetError),
        (b";;\n;;\n", EmptySheetError),
        (b"\xff\xfe", EmptySheetError),
        (b"name;town\n", NoRowsError),
        (b"name;town\n;\n\n", NoRowsError),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotATableError),
        (b"%PDF-1.7\n1 0 obj\n", NotATableError),
        (b"name;town\nAda;Ly\0n\n", NotATableError),
        (b"\0\1\2\3" * 100, NotATableError),
        (b"<!DOCTYPE html><table><tr><td>Ada", NotATableError),
        (b"\xff\xfea\0;\0b", NotATableError),
        (b"PK\x03\x04" + b"x" * 200, DamagedWorkbookError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, DamagedWorkbookError),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(
    data: bytes, refusal: type[SheetError]
) -> None:
    with pytest.raises(refusal) as found:
        parsed(data)
    assert "list.csv" in say(found.value, "en")


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(NotATableError):
        parsed(zipped({"photo.jpg": b"\xff\xd8\xff"}))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "list.xlsx"
    rows: list[list[Cell]] = [
        ["Ada", "0612345678", 12, Decimal("12.50"), date(2026, 2, 3), AT],
        ["=1+1", "007", None, Decimal("1.25"), None, None],
    ]
    write_xlsx(path, ["Name", "Phone", "Count", "Fee", "Day", "At"], rows, "Members: 2026")
    return path


def test_values_of_a_workbook_become_text(workbook: Path) -> None:
    sheet = read_sheet(workbook)
    assert sheet.header == ("Name", "Phone", "Count", "Fee", "Day", "At")
    assert sheet.rows == [
        (2, ("Ada", "0612345678", "12", "12.5", "2026-02-03", "2026-02-03 14:05")),
        (3, ("=1+1", "007", "", "1.25", "", "")),
    ]


def test_a_workbook_holds_no_formula_and_keeps_its_header_in_view(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert 'state="frozen"' in xml


def test_a_cell_at_the_end_of_the_world_does_not_end_the_program(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b"</sheetData>", far)
    with pytest.raises(TooLargeSheetError):
        parsed(zipped(members))


def test_a_workbook_cut_short_is_told_as_damaged(workbook: Path) -> None:
    with pytest.raises(DamagedWorkbookError):
        parsed(workbook.read_bytes()[:-40])


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingSheetError):
        read_sheet(tmp_path / "gone.csv")
    with pytest.raises(UnreadableSheetError):
        read_sheet(tmp_path)


def test_a_csv_opens_in_a_french_spreadsheet_program_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    row: list[Cell] = ["=cmd|' /C calc'!A0", "+33612345678", Decimal("-12.50"), date(2026, 2, 3)]
    write_csv(path, ["Name", "Phone", "Fee", "Day"], [row])
    assert path.read_bytes() == (
        b"\xef\xbb\xbfName;Phone;Fee;Day\r\n'=cmd|' /C calc'!A0;'+33612345678;-12,50;2026-02-03\r\n"
    )


TEXTS = st.text(st.characters(exclude_characters="\0\ufffd", exclude_categories=["Cs"]))
PAIRS = st.lists(st.tuples(TEXTS, TEXTS | st.sampled_from(["=1", "'+33", "-5", "@a", "''="])))


@given(pairs=PAIRS)
def test_what_was_written_as_csv_comes_back(pairs: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        write_csv(path, ["Name", "Note", "Number"], [(*p, n) for n, p in enumerate(pairs)])
        if pairs:
            back = read_sheet(path)
            assert cells(back) == [(*pair, str(n)) for n, pair in enumerate(pairs)]
            assert back.notes == []


XML_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\uffff\ufffe")
)


@settings(max_examples=25)
@given(texts=st.lists(XML_TEXTS, min_size=1, max_size=20))
def test_what_was_written_as_a_workbook_comes_back(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_xlsx(path, ["Name", "Number"], [(text, n) for n, text in enumerate(texts)])
        assert cells(read_sheet(path)) == [(text, str(n)) for n, text in enumerate(texts)]


@given(data=st.binary(max_size=300) | st.text("a;,\"\n\r'é=", max_size=60).map(str.encode))
def test_any_bytes_are_either_read_or_refused(data: bytes) -> None:
    with suppress(DeskError):
        sheet = parsed(data)
        assert all(len(row.cells) == len(sheet.header) for row in sheet.rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(place=st.integers(0, 8000), value=st.integers(0, 255))
def test_a_workbook_with_any_byte_changed_is_either_read_or_refused(
    workbook: Path, place: int, value: int
) -> None:
    data = bytearray(workbook.read_bytes())
    data[place % len(data)] = value
    with suppress(DeskError):
        parsed(bytes(data))


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_folder_that_cannot_be_written_is_told(write: Write, tmp_path: Path) -> None:
    with pytest.raises(SheetNotWrittenError):
        write(tmp_path / "gone" / "list", ["Name"], [["Ada"]])
    (tmp_path / "taken" / "by").mkdir(parents=True)
    with pytest.raises(SheetNotWrittenError):
        write(tmp_path / "taken", ["Name"], [["Ada"]])


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_full_disk_is_told_and_the_old_file_stays(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"old")

    def rows() -> Iterator[list[Cell]]:
        yield ["Ada"]
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFullError):
        write(path, ["Name"], rows())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_text_too_long_for_a_cell_is_never_cut(tmp_path: Path) -> None:
    with pytest.raises(TooMuchForWorkbookError):
        write_xlsx(tmp_path / "list.xlsx", ["Note"], [["x" * 32_768]])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("before", [0, 1, (1 << 18) - 1, 1 << 18, 1 << 20])
def test_a_guard_is_found_wherever_it_stands_in_a_long_file(before: int) -> None:
    assert holds_guards("x" * before + "'=1+1" + "x" * 40)
    assert not holds_guards("x" * before + "l'été" + "x" * 40)
