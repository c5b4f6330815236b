"""What the program knows without the office: forms and holiday tables, read from resources when first asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from models.errors import ReferenceDataError

# The window paints without any of it, so what reads the files is imported with the first file.
if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.domain.closure import PaperKind
    from models.domain.form import FormDefinition
    from models.domain.workdays import Holidays


@dataclass(frozen=True)
class Reference:
    """资料: the forms of the papers and the holiday tables."""

    @cached_property
    def forms(self) -> tuple[FormDefinition, ...]:
        """Return the built-in forms, in the order of their file names."""
        from models.form_files import read_form

        folder = files("resources").joinpath("forms")
        found = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
        return tuple(read_form(item.read_text(encoding="utf-8"), where=item.name) for item in found)

    @cached_property
    def holiday_tables(self) -> tuple[Mapping[str, Any], ...]:
        """Return the State Council holiday tables that are known, by year."""
        folder = files("resources").joinpath("holidays")
        found = sorted((item for item in folder.iterdir() if item.name.endswith(".json")), key=lambda item: item.name)
        return tuple(json.loads(item.read_text(encoding="utf-8")) for item in found)

    @cached_property
    def holidays(self) -> Holidays:
        """Return the working days by the tables that are known."""
        from models.domain.workdays import holidays_from

        return holidays_from(*self.holiday_tables)

    def form(self, key: str) -> FormDefinition:
        """Return the form with this key; raises ReferenceDataError naming the known ones."""
        for form in self.forms:
            if form.key == key:
                return form
        known = "、".join(form.key for form in self.forms)
        raise ReferenceDataError(f"没有叫“{key}”的文书样式", remedy=f"可用的有：{known}")

    def forms_of(self, kind: PaperKind) -> tuple[FormDefinition, ...]:
        """Return the forms of one kind of paper."""
        return tuple(form for form in self.forms if form.kind == kind)
