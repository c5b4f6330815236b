"""What a task and a file last had in common: of each value only the digest, so that a change on either side shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NewType

from models.domain.plan import TaskId

CommonValuesId = NewType("CommonValuesId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonValues:
    """共同值: of a task the digest of each value a file and the record last had in common, by key as JSON."""

    id: CommonValuesId
    task_id: TaskId
    digests: str = "{}"

    @property
    def by_key(self) -> dict[str, str]:
        """Return the digests by key."""
        return dict(json.loads(self.digests))
