"""Public copies: private numbers lose their middle, everything else stays, and the places are told without numbers."""

from __future__ import annotations

import pytest

from exporters.blocks import Cell, Column, Document, Para, Section, Table, texts
from exporters.forms.masking import mask_text, masked
from tests.exporters.papers import opinion


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("13800000001", "138****0001"),
        ("电话：138 0000 0001。", "电话：138****0001。"),
        ("138-0000-0001", "138****0001"),
        ("+8613800000001", "138****0001"),
        ("电话１３８０００００００１，１２３", "电话138****0001，１２３"),
        ("138\xa00000—0001", "138****0001"),
        ("13800000001、13900000002", "138****0001、139****0002"),
        ("身份证110101199001010018", "身份证110****0018"),
        ("138  0000  0001", "138****0001"),
        ("138 - 0000 - 0001", "138****0001"),
        ("1380 000 0001", "138****0001"),
        ("13800 000001", "138****0001"),
        ("+86-138-0000-0001", "138****0001"),
        ("（+86）138 0000 0001", "（+86）138****0001"),
        ("008613800000001", "138****0001"),
        ("身份证11010119900101001X", "身份证110****001X"),
        ("身份证110101 19900101 001X", "身份证110****001X"),
        ("身份证110101-19900101-0018", "身份证110****0018"),
        ("老身份证110101900101001。", "老身份证110****001。"),
    ],
)
def test_mobile_and_identity_numbers_are_masked(text: str, public: str) -> None:
    assert mask_text(text, lambda _: None) == public


@pytest.mark.parametrize(
    "text",
    [
        "024-00000000", "12800000001", "138000000012", "X2HA202104270093", "A13800000001", "2022年9月28日",
        "110101901301001", "123456789012345", "13-8000 00001", "20252792025280", "1380万元",
        "示环督改办〔2022〕18号",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_text(text, lambda _: None) == text


def test_places_are_told_by_section_and_kind_without_the_number() -> None:
    table = Table(columns=(Column(label="电话", width_mm=30),), rows=((Cell(text="13800000001"),), (Cell(text="无"),)))
    document = Document(title="甲", sections=(
        Section(key="a", heading="正文", blocks=(Para(text="13800000001或110101199001010018"),)),
        Section(key="b", heading="签字表", blocks=(table,)),
    ))
    found = masked(document)
    assert [(item.where, item.text) for item in found.findings] == [
        ("公开版 · 正文", "隐去1个手机号码的中间几位"), ("公开版 · 正文", "隐去1个身份证号的中间几位"),
        ("公开版 · 签字表", "隐去1个手机号码的中间几位"),
    ]
    assert [text for block in found.document.blocks() for text in texts(block)] == [
        "138****0001或110****0018", "电话", "138****0001", "无"]


def test_a_paper_without_private_numbers_stays_as_it_is() -> None:
    paper = opinion(members=0, attachments=())
    assert masked(masked(paper).document).findings == ()
    assert masked(paper).document.sections[:-1] == paper.sections[:-1]
