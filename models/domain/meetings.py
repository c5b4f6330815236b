"""The meeting a text is about: 县委常委会研究生态环境保护工作 is of the 县委常委会, and says what it does there.

会 stands in many words that are no meeting: 社会, 协会, 委员会, 会同, 会商.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MEETING = re.compile(
    r"(?:召开)?(?P<who>[^，。；]{1,30}?(?:会议|(?<!委员)(?<!社)(?<!协)会(?![商同计见展审议员诊])))(?P<rest>.*)"
)


class Meeting(NamedTuple):
    """会议: whose meeting it is, and what follows."""

    name: str
    rest: str


def meeting_of(text: str) -> Meeting | None:
    """Return the meeting a text begins with, None where it begins with none."""
    found = _MEETING.fullmatch(text.strip())
    return Meeting(found["who"], found["rest"]) if found else None
