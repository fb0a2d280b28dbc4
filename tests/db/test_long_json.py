import json
from typing import Any

import pytest

from fablab_desk.db.chunks import CHUNK, let_go
from fablab_desk.db.long_json import LONG, LONG_TEXT, dumps, loads

LONG_ONE = {f"é {n}": {"b": [None, n], "a": ["x", True]} for n in range(LONG + 3, 0, -1)}


@pytest.mark.parametrize("value", [LONG_ONE, {}, {"b": 1, "a": {"d": 2, "c": "é"}}, [1, "é"], None])
@pytest.mark.parametrize(
    "options",
    [{}, {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False}],
)
def test_a_long_record_is_written_as_json_writes_it(value: Any, options: dict[str, Any]) -> None:
    assert dumps(value, **options) == json.dumps(value, **options)


@pytest.mark.parametrize("value", [LONG_ONE, {}, {"b": 1, "a": {"d": 2}}, [1, "é"] * 9000, None])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_long_record_is_read_as_json_reads_it(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    assert loads(text) == loads(text.encode()) == value


def test_a_long_record_is_long_enough_to_be_read_key_by_key() -> None:
    assert len(json.dumps(LONG_ONE)) > LONG_TEXT
    with pytest.raises(json.JSONDecodeError):
        loads(json.dumps(LONG_ONE).replace('"b"', "b", 1))


@pytest.mark.parametrize("pile", [list(range(CHUNK + 1)), dict.fromkeys(range(CHUNK + 1))])
def test_all_of_a_pile_is_let_go_of(pile: Any) -> None:
    let_go(pile)
    assert not pile
