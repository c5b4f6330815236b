"""Which tests one worker runs together: those of a file that renders its papers once for all of them.

Apart, every worker would start the office program and render them all again. (xdist has a mark for this, `xdist_group`;
it works by renaming tests, which pytest 9.2 no longer lets it do.) Every other test goes to whoever is free.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = frozenset(
    f"tests/exporters/test_{name}.py" for name in ("combinations", "pdf", "validity", "word_rendered")
)


class Together(LoadScopeScheduling):
    """Hands out the files of `TOGETHER` whole, the longest first, and then single tests."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid
