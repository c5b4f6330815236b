"""Where rows become what papers, screens and checks read.

`closure` builds dossiers, `example` one of made-up facts; `forms` chooses the form, `unprinted` tells of the edits it
leaves out, `issued` reads what was frozen; `checks` runs the checks, `publicity` those of what is made public;
`evidence_matrix` lays measures against evidence, `by_number` finds what a number means, `photo_pairs` what two
photos show, `holidays` knows the working days.
"""

from models.assembly.checks import check_task, check_unlinked, gaps, tasks_in_order, to_do
from models.assembly.closure import (
    acceptance_of,
    closure_dossier,
    closures_by_measure,
    closures_of,
    dossier_of_kind,
    measure_dossier,
    members_of,
    paper_of,
    publicity_of,
    responsible_units,
    self_check_of,
    standing_closures,
    statement_dossier,
    task_units,
)
from models.assembly.evidence_matrix import EvidenceMatrix, brought_up_to_date, evidence_matrix
from models.assembly.evidence_numbers import live_numbers, numbers_of
from models.assembly.forms import chosen_form
from models.assembly.holidays import holidays_of
from models.assembly.photo_pairs import (
    dated_by_camera,
    measure_of_photos,
    pair_suggestions,
    photos_of,
    shown_pair,
    shown_pairs,
)
from models.closure_evidence import covered_measures

__all__ = [
    "EvidenceMatrix",
    "acceptance_of",
    "brought_up_to_date",
    "check_task",
    "check_unlinked",
    "chosen_form",
    "closure_dossier",
    "closures_by_measure",
    "closures_of",
    "covered_measures",
    "dated_by_camera",
    "dossier_of_kind",
    "evidence_matrix",
    "gaps",
    "holidays_of",
    "live_numbers",
    "measure_dossier",
    "measure_of_photos",
    "members_of",
    "numbers_of",
    "pair_suggestions",
    "paper_of",
    "photos_of",
    "publicity_of",
    "responsible_units",
    "self_check_of",
    "shown_pair",
    "shown_pairs",
    "standing_closures",
    "statement_dossier",
    "task_units",
    "tasks_in_order",
    "to_do",
]
