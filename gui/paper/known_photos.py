"""The paper for its reading view, with the photos that were looked at before; nothing is decoded for it."""

from __future__ import annotations

from PySide6.QtGui import QImage

from exporters.blocks import Document
from exporters.forms.build import build
from exporters.forms.photos import files_in, placed
from models.domain.form import ContentKind, FormDefinition
from models.dossiers import ClosureDossier
from models.looking import Looking, SmallPhoto
from models.workspace import Workspace


def reading_document(ws: Workspace, form: FormDefinition, dossier: ClosureDossier, *, code: str = "") -> Document:
    """Return the paper as blocks; a photo that is not known yet shows as its frame."""
    if not form.prints(ContentKind.PHOTO_PAIRS):
        return build(form, dossier, code=code)
    return placed(build(form, dossier, code=code), _known(ws, dossier))


def _known(ws: Workspace, dossier: ClosureDossier) -> dict[str, SmallPhoto]:
    looking = Looking.in_workspace(ws.folder)
    found: dict[str, SmallPhoto] = {}
    for file in files_in(dossier):
        look = looking.known(file.sha256)
        if look is None or look.thumbnail is None:
            continue
        data = look.thumbnail.read_bytes()
        image = QImage.fromData(data)
        if not image.isNull():
            found[file.sha256] = SmallPhoto(image=data, width=image.width(), height=image.height())
    return found
