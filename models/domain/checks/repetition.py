"""Words written twice: “签订了……签订”, 的的, 进行进行, a clause or a whole sentence a second time.

Pasting and rewriting leave them behind, and every reader stumbles over them. Chinese doubles many characters rightly
(目的的, 为了了解, 一项一项), so single characters are doubted only where no word ends and begins with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.domain.checks.slips import HAN, Slip, slip

SHORTEST_SENTENCE = 12
_TWICE = re.compile(
    r"(?<![目标])的的(?!确)|(?<![为除])了了(?![解结断却然])|(?<![合兼归吞火裁])并并(?!非)|(?<!参)与与(?!会)|或或(?!许)"
    r"|(?<![存现内所潜正外好实自旨])在在(?!建|线|册|编|校|逃|职|岗|押)|已已(?!经)|(?<!普)及及(?!时|早)|将将|被被|县县(?![通都有])|局局(?!长|部|面)|(?<!用)于于(?!\d)"
)
_WORD_TWICE = re.compile(rf"(?P<word>(?!一)[{HAN}]{{2,12}})(?P=word)")
_CLAUSE_TWICE = re.compile(rf"(?P<clause>[{HAN}0-9A-Za-z]{{5,40}})[，；、](?P=clause)(?=[，；。、]|$)")
_OBJECT = "[^，。；：、！？“”（）\n]{2,40}"
_VERB_TWICE = re.compile(
    rf"(?P<verb>[{HAN}]{{2}})了{_OBJECT}(?<![的再])(?P=verb)(?=[，。；：、！？）]|$)"
    rf"|(?P<bare>签订|签署|召开|印发|提交|报送|举办|出台|制定)(?!了){_OBJECT}(?<![的再并])(?P=bare)(?=[，。；：、！？）]|$)"
)
_SENTENCE_END = re.compile(r"[。！？；\n]")
_MARK = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|[①-⑳])\s*")
# 监测预测预警: two words that share their ends.
_MEET = frozenset(("测预", "防预"))
_REMEDY = "删去多出的字"


def repeated_words(line: str) -> Iterator[Slip]:
    """Yield each word, character or clause that stands twice in a row, and a verb that comes back behind its object."""
    for match in _TWICE.finditer(line):
        yield slip(line, match.span(), "repeated_words", "有重复的字", _REMEDY)
    for match in _WORD_TWICE.finditer(line):
        if len(set(match["word"])) > 1 and match["word"] not in _MEET and not _is_list(match["word"]):
            yield slip(line, match.span(), "repeated_words", f"“{match['word']}”重复", _REMEDY)
    for match in _CLAUSE_TWICE.finditer(line):
        yield slip(line, match.span(), "repeated_words", f"“{match['clause']}”写了两遍", "删去重复的一句")
    for match in _VERB_TWICE.finditer(line):
        verb = match["verb"] or match["bare"]
        yield slip(line, match.span(), "repeated_words", f"前后用了两次“{verb}”", "删去其中一个")


def _is_list(word: str) -> bool:
    """Return whether a word is a number or a name hidden by 某, which may well stand twice."""
    return all(char in "〇一二三四五六七八九十百千万亿某" for char in word)


def repeated_sentences(lines: Sequence[str]) -> Iterator[tuple[int, Slip]]:
    """Yield place of the line and slip for each long sentence that stands a second time in a section."""
    seen: set[str] = set()
    for place, line in enumerate(lines):
        start = 0
        for part in _SENTENCE_END.split(line):
            sentence = _MARK.sub("", part.strip())
            if len(sentence.replace("某", "")) >= SHORTEST_SENTENCE and sentence in seen:
                at = line.index(part, start)
                yield place, slip(line, (at, at + len(part)), "repeated_sentence", "这句话写了两遍", "删去一句")
            seen.add(sentence)
            start += len(part)
