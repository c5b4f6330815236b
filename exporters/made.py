"""What is on its way to the disk, and the last steps of it, which are the same for a paper and for a list."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exporters.saving import save
from models.domain.finding import Finding
from models.dossiers import Produced
from models.reporting import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What has to be said of it, its bytes when asked for, and how it is counted.

    `faults` are those of a template, with which there is not even a draft.
    """

    findings: tuple[Finding, ...]
    content: Callable[[], bytes]
    check: Callable[[Path], None]
    faults: tuple[Finding, ...] = ()

    def write(self, target: Callable[[], Path], report: Report, *, replace: bool) -> Produced:
        """Make the bytes, write beside, open again and count, then name the file; `report` may raise Cancelled."""
        content = self.content()
        # The last moment to stop: what has its name is there.
        report(2, 3, "正在保存")
        placed = save(content, target(), replace=replace, check=self.check)
        return Produced(
            files=(placed,), sha256=hashlib.sha256(content).hexdigest(), findings=self.faults + self.findings
        )
