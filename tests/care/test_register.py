from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import Worker
from fablab_desk.care.register import (
    PARTS,
    UnsaidPartError,
    list_processings,
    list_usual_processings,
)
from fablab_desk.care.register_paper import lay_out_register
from fablab_desk.care.service_register import (
    add_processing,
    add_usual_processings,
    archive_processing,
)
from fablab_desk.documents.page import Facts, Heading
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.premises_errors import TakenEntryError

TODAY = date(2026, 3, 2)
USUAL = replace(list_usual_processings()[0], valid_from=TODAY)


def test_what_a_lab_begins_with_says_all_that_the_law_asks_for() -> None:
    for usual in list_usual_processings():
        assert replace(usual, valid_from=TODAY).checked()[1] == []


def test_the_usual_ones_are_taken_once(administrator: Worker) -> None:
    administrator.does(add_usual_processings)
    with administrator.database.reading() as session:
        rows = list_processings(session)
    assert [row.label for row in rows] == [one.label for one in list_usual_processings()]
    assert {row.valid_from for row in rows} == {administrator.now.date()}


def test_a_part_that_is_left_blank_is_asked_for_with_all_the_others(
    administrator: Worker,
) -> None:
    blank: Any = {name: " " for name, _ in PARTS}
    draft = replace(USUAL, **blank)
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: add_processing(act, new_key(), draft))
    assert [(name, type(one)) for name, one in refused.value.found] == [
        (name, UnsaidPartError) for name, _ in PARTS
    ]


def test_a_treatment_stands_once_whatever_its_case(administrator: Worker) -> None:
    administrator.does(add_usual_processings)
    draft = replace(USUAL, label=USUAL.label.upper())
    with pytest.raises(Problems) as refused:
        administrator.does(lambda act: add_processing(act, new_key(), draft))
    assert isinstance(refused.value.found[0][1], TakenEntryError)


def test_one_that_ended_is_no_longer_printed(administrator: Worker) -> None:
    administrator.does(add_usual_processings)
    with administrator.database.reading() as session:
        ended = list_processings(session)[0]
    administrator.does(lambda act: archive_processing(act, ended.id))
    with administrator.database.reading() as session:
        rows = list_processings(session)
    page = lay_out_register(rows, TODAY, "fr")
    headings = [one.text for one in page.blocks if isinstance(one, Heading)]
    assert len(headings) == len(list_usual_processings()) - 1
    assert not any(ended.label in one for one in headings)


def test_each_treatment_has_its_seven_answers_on_paper(administrator: Worker) -> None:
    administrator.does(add_usual_processings)
    with administrator.database.reading() as session:
        page = lay_out_register(list_processings(session), TODAY, "fr")
    facts = [one for one in page.blocks if isinstance(one, Facts)]
    assert {len(one.pairs) for one in facts} == {7}
