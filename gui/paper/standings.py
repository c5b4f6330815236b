"""How far papers are, found out one after the other while the window is idle: each is built for it.

A page asks for those it shows and is told of each; until then it says nothing of them. What is known is forgotten when
records change.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from exporters.standing import PaperState, Standing, standing_of
from gui.parts.cells import Muted
from gui.parts.signs import Shape, Sign
from gui.session import Session
from models.domain.closure import Closure, ClosureId, PaperKind

Key = tuple[ClosureId, PaperKind]
SHAPES = {
    PaperState.LACKING: (Shape.TRIANGLE, "ink"),
    PaperState.READY: (Shape.TICK, "accent"),
    PaperState.ISSUED: (Shape.DISC, "accent"),
    PaperState.DIFFERS: (Shape.RING, "ink"),
}


class Standings(QObject):
    """What is known; `found(key)` for each paper that was looked at. Nothing is looked at while `shown` is hidden."""

    found = Signal(object)

    def __init__(self, session: Session, shown: QWidget) -> None:
        super().__init__(shown)
        self._session = session
        self._shown = shown
        self._known: dict[Key, Standing] = {}
        self._waiting: dict[Key, None] = {}
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._find_next)

    def get(self, key: Key) -> Standing | None:
        """Return how far a paper is, None until it was looked at."""
        return self._known.get(key)

    def ask(self, keys: Iterable[Key], *, again: bool = False) -> None:
        """Look at papers as soon as there is time; at those already known only `again`."""
        self._waiting.update(dict.fromkeys(key for key in keys if again or key not in self._known))
        self.go_on()

    def go_on(self) -> None:
        """Go on looking, as after what is shown was hidden."""
        if self._waiting:
            self._next.start()

    def forget(self) -> None:
        """Forget what is known, because records changed."""
        self._known.clear()
        self._waiting.clear()

    def is_done(self) -> bool:
        """Return whether all that was asked for is known."""
        return not self._waiting

    def _find_next(self) -> None:
        if not self._waiting or not self._shown.isVisible():
            return
        key = next(iter(self._waiting))
        del self._waiting[key]
        if self._session.workspace.get(Closure, key[0]) is not None:
            self._known[key] = standing_of(self._session.workspace, *key)
            self.found.emit(key)
        self.go_on()


def sign_of(standing: Standing | None, otherwise: str = "") -> Sign | Muted:
    """Return what stands in a list for it: ▲ 缺 3, ✓ 可签发, ● 已签发, ○ 与签发稿不一致, 未开始 in grey."""
    if standing is None or standing.state not in SHAPES:
        return Muted(standing.label if standing else otherwise)
    shape, colour = SHAPES[standing.state]
    return Sign(shape, standing.label, colour, standing.state in (PaperState.LACKING, PaperState.DIFFERS))


def form_words(label: str, kind: PaperKind) -> str:
    """Return what a list that names the kind already calls a form: 公示（安徽六段式） is 安徽六段式 there."""
    rest = label.removeprefix(kind.label)
    return rest[1:-1] if rest.startswith("（") and rest.endswith("）") else label
