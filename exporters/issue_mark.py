"""签发编号 on the paper: the code in words and as a QR, small, standing left under the signature table.

The QR holds the grouped code alone, so that a telephone shows what is printed beside it. Below the code stands on which
day the evidence was sealed 封卷 and how its digest begins, so that the page names the files it rests on. At level M a
seventh of the QR may be lost under a stamp or a fold; four light modules around it are part of the picture, as
ISO/IEC 18004 wants them.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from exporters.blocks import Picture, Section
from models.domain.issue_code import LABEL, grouped
from models.domain.sealing import Sealing

SIZE_MM = 17.0
KEY = "issue_code"
_QUIET = 4
_DOTS = 12


def issue_mark(code: str, sealings: Sequence[Sealing] = ()) -> Section:
    """Return the section that prints a paper's code: twelve signs as `paper_code` gives them.

    Of several `sealings` the last is named, because its digest covers those before it.
    """
    shown = grouped(code)
    sealed = [f"佐证{item.label} {item.sealed_at:%Y-%m-%d} 校验码 {item.short}" for item in sealings[-1:]]
    picture = Picture(
        image=qr_png(shown), width_mm=SIZE_MM, height_mm=SIZE_MM, text="\n".join([f"{LABEL} {shown}", *sealed]),
        description=f"{LABEL}二维码",
    )
    return Section(key=KEY, heading=LABEL, blocks=(picture,))


def qr_png(text: str) -> bytes:
    """Return the QR of a text as a black and white PNG; the same text gives the same bytes."""
    import segno

    stream = BytesIO()
    segno.make(text, error="m", micro=False, boost_error=False).save(stream, kind="png", scale=_DOTS, border=_QUIET)
    return stream.getvalue()
