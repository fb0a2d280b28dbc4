"""Markdown on paper: what CommonMark says of each, by hand."""

import pytest

from fablab_desk.documents.markdown import markdown_blocks
from fablab_desk.documents.page import Block, Column, Heading, Paragraph, Spacer, Strong, Table


def said(*blocks: Block) -> list[str]:
    return ["".join(one.text) for one in blocks if isinstance(one, Paragraph | Heading)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Avant\n\nAllumer.", ["Avant", "Allumer."]),
        ("une ligne\nqui va à la suivante", ["une ligne qui va à la suivante"]),
        ("- un\n- deux", ["•\u00a0\u00a0un", "•\u00a0\u00a0deux"]),
        ("3. trois\n4. quatre", ["3.\u00a0\u00a0trois", "4.\u00a0\u00a0quatre"]),
        ("- [ ] vider\n- [x] fermer", ["☐\u00a0\u00a0vider", "☑\u00a0\u00a0fermer"]),
        ("![la buse](buse.png)", ["(picture: la buse)"]),
        ("[le manuel](https://exemple.fr/m)", ["le manuel (https://exemple.fr/m)"]),
        ("<https://exemple.fr>", ["https://exemple.fr"]),
        ("<b>gras</b> & co", ["<b>gras</b> & co"]),
        ("```\nG28\nG1 X10\n```", ["\u00a0" * 6 + "G28", "\u00a0" * 6 + "G1 X10"]),
        ("", []),
    ],
)
def test_each_form_has_its_words(text: str, told: list[str]) -> None:
    assert said(*markdown_blocks(text)) == told


def test_what_is_in_a_list_in_a_list_stands_further_in() -> None:
    first, second = said(*markdown_blocks("- un\n  - dedans"))
    assert (first, second) == ("•\u00a0\u00a0un", "\u00a0" * 6 + "•\u00a0\u00a0dedans")


def test_bold_words_stand_out_and_others_do_not() -> None:
    (block,) = markdown_blocks("Ne **jamais** laisser *seule*")
    assert isinstance(block, Paragraph)
    assert [part for part in block.text if isinstance(part, Strong)] == ["jamais"]
    assert said(block) == ["Ne jamais laisser seule"]


def test_a_table_is_a_table_and_a_rule_a_space() -> None:
    table, rule = markdown_blocks("| Matière | Vitesse |\n|---|---|\n| PMMA | 20 |\n\n---")
    assert table == Table((Column("Matière"), Column("Vitesse")), (("PMMA", "20"),))
    assert isinstance(rule, Spacer)
