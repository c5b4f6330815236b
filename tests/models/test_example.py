"""The example a form is looked at by where the workspace has no closure yet."""

from __future__ import annotations

import re

from exporters.blocks import dump
from exporters.forms.build import build
from models.assembly.example import example_dossier
from models.reference import Reference

# The example has no files, and no wording of its own for the conclusion, so that the form's is seen.
LEFT_OUT = ("佐证", "措施1的佐证", "措施2的佐证", "验收结论", "对照标准", "对比照片")


def test_every_built_in_form_is_seen_with_facts_of_the_example() -> None:
    for form in Reference().forms:
        missing = re.findall("〔缺：([^〕]*)〕", dump(build(form, example_dossier(form.kind))))
        assert set(missing) <= set(LEFT_OUT), (form.key, missing)
