"""Numbers of evidence: unique, in order, and once fixed never changed and never given again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.evidence import EvidenceId
from models.domain.evidence_numbers import NumberPattern, numbers_by
from models.domain.numbering import natural_key
from models.domain.settings import EVIDENCE_NUMBER
from models.errors import InputError

PATTERN = NumberPattern.read(EVIDENCE_NUMBER.default)
MARKS = st.sampled_from(["1", "2", "3", "一", "（二）", "12-01", "11", "1、", ""])
PIECES = st.lists(st.sampled_from([EvidenceId(f"e{n}") for n in range(12)]), max_size=8, unique=True)
LINKED = st.lists(st.tuples(MARKS, PIECES), max_size=5)
PATTERNS = st.sampled_from(
    [EVIDENCE_NUMBER.default, "{措施}-{序号}", "{序号:3}", "佐证{任务}{措施}{序号}", "{任务}.{序号:02}（{措施}）"]
).map(NumberPattern.read)


@pytest.mark.parametrize(
    ("task", "measure", "printed"),
    [
        ("1", "2", "1-2-03"),
        ("12", "12-01", "12-01-03"),
        ("12-02", "（一）", "12-02-1-03"),
        ("十二", "三、", "12-3-03"),
        ("省序号28", "①", "省序号28-1-03"),
        ("１２", " 3. ", "12-3-03"),
        ("3/4", "第 1 项", "3-4-1-03"),
        ("364(35-11)", "4", "364(35-11)-4-03"),
    ],
)
def test_a_number_is_made_of_clean_numbers_of_task_and_measure(task: str, measure: str, printed: str) -> None:
    assert PATTERN.number(task=task, measure=measure, place=3) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("｛任务｝-｛序号：03｝", "1-007"),
        ("{ 任务 }第{序号}件", "1第7件"),
        ("ZZ{序号:4}", "ZZ0007"),
    ],
)
def test_a_pattern_is_read_as_it_is_typed(typed: str, printed: str) -> None:
    assert NumberPattern.read(typed).number(task="1", measure="2", place=7) == printed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("{任务}-{措施}", "要有一个{序号}"),
        ("{序号}-{序号}", "要有一个{序号}"),
        ("{年份}-{序号}", "“年份”"),
        ("{任务:02}-{序号}", "“任务”"),
        ("{序号", "认不出的写法"),
        ("{任务}/{序号}", "用作文件名"),
        ("{任务} {序号}", "用作文件名"),
        ("", "要有一个{序号}"),
        ("长" * 40 + "{序号}", "最长 40 个字"),
    ],
)
def test_a_pattern_that_gives_no_numbers_is_refused_in_words(typed: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as refused:
        NumberPattern.read(typed)
    assert refused.value.where == "设置 · 佐证编号"


def test_a_measure_without_number_is_counted() -> None:
    numbers = numbers_by(PATTERN, task="1", measures=(("1", ()), ("", (EvidenceId("e"),))), fixed={})
    assert numbers == {"e": "1-2-01"}


def test_numbers_follow_the_measures_and_sort_as_they_stand() -> None:
    pieces = [EvidenceId(f"e{place}") for place in range(30)]
    measures = (("1", pieces[:12]), ("2", pieces[6:18]), ("10", pieces[18:]))
    numbers = list(numbers_by(PATTERN, task="1", measures=measures, fixed={}).values())
    assert numbers[11:13] == ["1-1-12", "1-2-01"]
    assert sorted(numbers, key=natural_key) == numbers


@given(PATTERNS, LINKED, st.data())
def test_fixing_some_numbers_changes_none(
    pattern: NumberPattern, linked: list[tuple[str, list[EvidenceId]]], data: st.DataObject
) -> None:
    before = numbers_by(pattern, task="12", measures=linked, fixed={})
    assert set(before) == {piece for _, pieces in linked for piece in pieces}
    assert len(set(before.values())) == len(before)
    some = data.draw(st.sets(st.sampled_from(sorted(before)))) if before else set()
    fixed = {piece: before[piece] for piece in some}
    assert numbers_by(pattern, task="12", measures=linked, fixed=fixed) == before


@given(PATTERNS, LINKED, LINKED, st.data())
def test_what_was_fixed_is_never_changed_nor_given_again(
    pattern: NumberPattern, linked: list[tuple[str, list[EvidenceId]]], later: list[tuple[str, list[EvidenceId]]],
    data: st.DataObject,
) -> None:
    fixed = numbers_by(pattern, task="12", measures=linked, fixed={})
    deleted = data.draw(st.sets(st.sampled_from(sorted(fixed)))) if fixed else set()
    kept = {piece: number for piece, number in fixed.items() if piece not in deleted}
    retired = [fixed[piece] for piece in deleted]
    numbers = numbers_by(pattern, task="12", measures=later, fixed=kept, retired=retired)
    assert len(set(numbers.values())) == len(numbers)
    for piece, number in numbers.items():
        assert kept.get(piece, number) == number
        assert number not in retired
        assert piece in kept or number not in kept.values()
