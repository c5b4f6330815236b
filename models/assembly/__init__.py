"""Where rows become what papers, screens and checks read: `closure` builds dossiers, `checks` runs the checks."""

from models.assembly.checks import check_all, check_task, gaps
from models.assembly.closure import (
    acceptance_of,
    closure_dossier,
    closures_by_measure,
    closures_of,
    covered_measures,
    measure_dossier,
    members_of,
    opinion_of,
    responsible_units,
    standing_closures,
    statement_dossier,
    task_units,
)

__all__ = [
    "acceptance_of",
    "check_all",
    "check_task",
    "closure_dossier",
    "closures_by_measure",
    "closures_of",
    "covered_measures",
    "gaps",
    "measure_dossier",
    "members_of",
    "opinion_of",
    "responsible_units",
    "standing_closures",
    "statement_dossier",
    "task_units",
]
