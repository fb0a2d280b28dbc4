"""A text in Markdown as the blocks of a paper: what CommonMark knows, and tables.

Pictures are no part of it: their words are printed in their place. HTML is printed as it is typed.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fablab_desk.documents.page import Block, Column, Heading, Paragraph, Spacer, Strong, Table
from fablab_desk.i18n import mark, translate

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

INDENT = "\u00a0" * 6
BULLET, TO_DO, DONE = "•", "☐", "☑"
BOXES = {"[ ] ": TO_DO, "[x] ": DONE, "[X] ": DONE}


def markdown_blocks(text: str, language: str | None = None) -> tuple[Block, ...]:
    """`language`: of the few words that are added, as for a picture."""
    # Loaded by whoever prints a guide, not by whoever starts the program.
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return tuple(_blocks(SyntaxTreeNode(parser.parse(text)).children, language, 0))


def _blocks(nodes: "Sequence[SyntaxTreeNode]", language: str | None, depth: int) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading("".join(_words(node, language)))
            case "paragraph":
                yield Paragraph((INDENT * depth, *_words(node, language)))
            case "bullet_list" | "ordered_list":
                yield from _list(node, language, depth)
            case "table":
                yield _table(node, language)
            case "fence" | "code_block":
                lines = node.content.rstrip("\n").split("\n")
                yield from (Paragraph(INDENT * (depth + 1) + line) for line in lines)
            case "hr":
                yield Spacer()
            case "blockquote":
                yield from _blocks(node.children, language, depth + 1)
            case _:
                yield from _blocks(node.children, language, depth)


def _list(node: "SyntaxTreeNode", language: str | None, depth: int) -> Iterator[Block]:
    first = int(node.attrs.get("start", 1))
    for place, item in enumerate(node.children):
        sign = f"{first + place}." if node.type == "ordered_list" else BULLET
        for at, child in enumerate(item.children):
            if at or child.type != "paragraph":
                yield from _blocks([child], language, depth + 1)
                continue
            words = _words(child, language)
            for box, drawn in BOXES.items():
                if words and words[0].startswith(box):
                    sign, words = drawn, (words[0].removeprefix(box), *words[1:])
            yield Paragraph((f"{INDENT * depth}{sign}\u00a0\u00a0", *words))


def _table(node: "SyntaxTreeNode", language: str | None) -> Table:
    def cells(row: "SyntaxTreeNode") -> tuple[str, ...]:
        return tuple("".join(_words(cell, language)) for cell in row.children)

    rows = [row for part in node.children for row in part.children]
    return Table(
        tuple(Column(title) for title in cells(rows[0])), tuple(cells(row) for row in rows[1:])
    )


def _words(node: "SyntaxTreeNode", language: str | None, *, bold: bool = False) -> tuple[str, ...]:
    found: list[str] = []
    for child in node.children:
        match child.type:
            case "text" | "code_inline":
                found.append(Strong(child.content) if bold else child.content)
            case "softbreak":
                found.append(" ")
            case "hardbreak":
                found.append("\n")
            case "image":
                told = translate(mark("(picture: {what})"), language)
                found.append(told.format(what=child.content or child.attrs.get("src", "")))
            case "link":
                words, where = _words(child, language, bold=bold), str(child.attrs["href"])
                found += words
                if where != "".join(words):
                    found.append(f" ({where})")
            case _:
                found += _words(child, language, bold=bold or child.type == "strong")
    return tuple(found)
