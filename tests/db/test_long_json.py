import json
from typing import Any

import pytest

from fablab_desk.db.long_json import LONG, dumps

LONG_ONE = {f"é {n}": {"b": [None, n], "a": ["x", True]} for n in range(LONG + 3, 0, -1)}


@pytest.mark.parametrize("value", [LONG_ONE, {}, {"b": 1, "a": {"d": 2, "c": "é"}}, [1, "é"], None])
@pytest.mark.parametrize(
    "options",
    [{}, {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False}],
)
def test_a_long_record_is_written_as_json_writes_it(value: Any, options: dict[str, Any]) -> None:
    assert dumps(value, **options) == json.dumps(value, **options)
