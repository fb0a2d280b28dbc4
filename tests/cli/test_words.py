"""What the command line says of itself, in French and in English."""

import argparse
import ast
import inspect

import pytest

from fablab_desk import i18n
from fablab_desk.__main__ import main
from fablab_desk.cli.words import SAID_BY_ARGPARSE

# For whoever writes a parser, or for what this one has not: groups, versions, deprecations.
NEVER_SHOWN = (
    ("%r is not callable", "dest= is required", "'required' is an invalid", 'argument "-" with'),
    ("invalid conflict_resolution", "invalid option string", "unexpected option string"),
    (".__call__()", "can't open", "cannot have", "cannot merge", "conflicting ", "unknown parser"),
    ("mutually exclusive", "not allowed with", "one of the arguments", "show program's version"),
    ("expected at least", "expected at most", "invalid %(type)s value", "subcommands"),
    ("(default: ", " is deprecated", "warning: "),
)


def texts_of_argparse() -> set[str]:
    tree = ast.parse(inspect.getsource(argparse))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    said = (call.args for call in calls if getattr(call.func, "id", "") == "_")
    return {str(args[0].value) for args in said if args and isinstance(args[0], ast.Constant)}


def test_every_text_of_argparse_that_may_be_shown_is_ours() -> None:
    never = [text for texts in NEVER_SHOWN for text in texts]
    shown = {text for text in texts_of_argparse() if not any(part in text for part in never)}
    assert shown <= set(SAID_BY_ARGPARSE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["vérifier"], "'vérifier' n’existe pas"),
        (["verify"], "il manque : FICHIER.pdf|TEXTE"),
        (["import"], "il manque : QUOI"),
        (["check", "--vite"], "inconnu : --vite"),
        (["--as"], "une valeur est attendue"),
        (["--demo=oui"], "--demo : ne prend pas de valeur"),
        (["--d", "x"], "peut vouloir dire --database, --demo"),
        (["--password-fd", "trois", "check"], "« trois » n’est pas un nombre entier"),
        (["demo", "x", "--people", "0"], "--people : il en faut un ou plus"),
    ],
)
def test_a_wrong_call_is_told_in_french(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--language", "fr", *words])
    err = capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ")
    assert left.value.code == 2
    assert said in err
    assert err.startswith("utilisation : fablab-desk")
    assert not [word for word in ("usage", "error", "argument ", "invalid") if word in err]


@pytest.mark.parametrize(
    "words", [[], ["verify"], ["import"], ["import", "members"], ["demo"], ["tour"], ["key"]]
)
def test_no_english_word_of_argparse_is_left_in_the_help(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*words, "-h", "--language", "fr"])
    out = capsys.readouterr().out
    assert "afficher cette aide" in out
    english = ("usage", "positional", "show this", "FILE", "PATH", "NUMBER", "DIR", "TEXT ")
    assert not [word for word in english if word in out]


def test_in_english_it_says_what_argparse_says(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["verify", "--language", "en"])
    err = capsys.readouterr().err
    assert err.startswith("usage: fablab-desk verify")
    assert "error: the following arguments are required: FILE.pdf|TEXT" in err


def test_a_language_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--language", "tlh", "check"])
    assert "invalid choice: 'tlh'" in capsys.readouterr().err
    assert i18n.current() == "en"


def test_argparse_is_left_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    before = vars(argparse)["_"]
    with pytest.raises(SystemExit):
        main(["-h", "--language", "fr"])
    capsys.readouterr()
    assert vars(argparse)["_"] is before
