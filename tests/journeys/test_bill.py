"""The bill of a journey sees what it is said to see: every key and click, every line and cell, words given again."""

from __future__ import annotations

from tests.journeys.clerk import ALT, CTRL, Clerk, Key, fields_of


def test_a_line_or_a_cell_given_again_is_a_field_given_twice(clerk: Clerk) -> None:
    clerk.press(Key.Key_1, ALT)
    clerk.press(Key.Key_N, CTRL)
    clerk.write("示例县")
    clerk.press(Key.Key_Return)
    clerk.paste("1. 甲某某\t示例县\n2. 乙某某\t示例县")
    assert clerk.given_twice() == ["示例县"]
    assert clerk.alike_in_a_paste == 1
    assert (clerk.keystrokes, clerk.clicks) == (2 + len("示例县") + 1 + 4, 1)
    assert "重复录入 1 处（示例县）" in clerk.bill()


def test_the_same_words_for_another_fact_are_given_once(clerk: Clerk) -> None:
    clerk.press(Key.Key_1, ALT)
    clerk.press(Key.Key_N, CTRL)
    for number in (1, 2):
        clerk.write("2021", fact=f"措施 {number} 的落实时间")
    assert clerk.given_twice() == []
    clerk.write("2021", fact="措施 1 的落实时间")
    assert clerk.given_twice() == ["措施 1 的落实时间"]


def test_fields_are_lines_and_cells_without_running_numbers_and_blanks() -> None:
    assert fields_of("1. 定期 研究\n2．排查\n\n甲某某\t1380 0000001") == ["定期研究", "排查", "甲某某", "13800000001"]
