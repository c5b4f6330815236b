"""A form definition as text: TOML in the resources, in a file an office hands on, and in the records of its own forms.

`reading` takes it apart and names every fault with its head, its key and the remedy; `writing` gives the same text a
person would write; `checking` adds what is allowed but odd; `outside` reads a file somebody else has made,
`broken` tells where a text is no TOML.
"""

from models.form_files.checking import check_form, check_form_files
from models.form_files.outside import read_form_file
from models.form_files.reading import AREA_WIDTH, Reading, form_of, look_through, read_form
from models.form_files.writing import write_form

__all__ = [
    "AREA_WIDTH", "Reading", "check_form", "check_form_files", "form_of", "look_through", "read_form", "read_form_file",
    "write_form",
]
