"""Who speaks in a paper and to whom: the issuer and its 自称, the addressee, the contact, the team's units.

An office that calls itself 我局 signs as a 局; a paper is not addressed to the one who issues it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporters.proofreading.passage import Complaint, Passage, Reader
from models.domain.checks.names import is_misspelt
from models.domain.checks.slips import Slip, slip
from models.domain.closure import Member
from models.domain.directory import Issuer
from models.domain.finding import Finding, Level, Target
from models.domain.form import ContentKind
from models.dossiers import ClosureDossier

_SELF = re.compile(r"我(?:办|局|厅|委|组|部|院|中心)(?![法案理证])")
_KINDS = {"我办": ("办公室", "办"), "我局": ("局",), "我厅": ("厅",), "我委": ("委员会", "委")}
_CONTACT = re.compile(r"联系人[：:]\s*(?P<name>[^，,；;。）)\s]{1,20})")
_PHONE = re.compile(r"(?:电话|手机)[^：:]{0,6}[：:]\s*(?P<phone>\d[\d—-]{6,19})")


def office(passages: tuple[Passage, ...], reader: Reader) -> Iterator[Complaint]:
    """Yield where the paper speaks as another office, to itself, or names another contact than the records."""
    dossier = reader.dossier
    if dossier.issuer is not None:
        yield from _issuer(dossier, dossier.issuer, passages)
    for passage in passages:
        yield from reader.complaints(passage, _speaker(passage, dossier))
        if passage.key == "sign_off" and passage.is_edited:
            yield from reader.complaints(passage, _sign_off(passage, dossier))
    yield from (("signature_table", found) for found in _team_units(dossier))


def _issuer(dossier: ClosureDossier, issuer: Issuer, passages: tuple[Passage, ...]) -> Iterator[Complaint]:
    target = Target(table="papers", id=dossier.paper.id, field="issuer_id")
    endings = _KINDS.get(issuer.self_reference, ())
    kinds = tuple(ending for group in _KINDS.values() for ending in group)
    speaks = any(issuer.self_reference in line for passage in passages for line in passage.lines)
    if endings and speaks and issuer.name.endswith(kinds) and not issuer.name.endswith(endings):
        text = f"发文主体是“{issuer.name}”，自称却是“{issuer.self_reference}”"
        yield "opening", Finding(level=Level.WARN, code="self_reference_differs", where="设置 · 发文主体 · 自称",
                                 text=text, remedy="核对自称", target=target)
    addressee = (dossier.paper.addressee or issuer.addressee).strip().rstrip("：:")
    if addressee and addressee == issuer.name:
        target = Target(table="papers", id=dossier.paper.id, field="addressee")
        yield "addressee", Finding(level=Level.WARN, code="addressee_is_issuer", where="文书 · 主送机关",
                                   text=f"主送机关就是发文主体“{addressee}”", remedy="核对主送机关", target=target)


def _speaker(passage: Passage, dossier: ClosureDossier) -> Iterator[tuple[str, Slip]]:
    own = dossier.issuer.self_reference if dossier.issuer else ""
    speaks = passage.key == "opening" or not passage.says.isdisjoint((ContentKind.CONCLUSION, ContentKind.NEXT_STEPS))
    if not speaks or not own:
        return
    for line in passage.lines:
        for match in _SELF.finditer(line):
            if match[0] != own:
                text = f"自称“{match[0]}”，发文主体自称“{own}”"
                yield line, slip(line, match.span(), "self_reference_differs", text, "核对自称")


def _sign_off(passage: Passage, dossier: ClosureDossier) -> Iterator[tuple[str, Slip]]:
    """Hold an edited sign-off against issuer and contact of the records."""
    contact, issuer = dossier.contact, dossier.issuer
    for place, line in enumerate(passage.lines):
        if place == 0 and issuer is not None and is_misspelt("".join(line.split()), issuer.name):
            text = f"署名与发文主体“{issuer.name}”差一个字"
            yield line, slip(line, (0, len(line)), "issuer_misspelt", text, "核对署名")
        if contact is None:
            continue
        for pattern, group, known in ((_CONTACT, "name", contact.name), (_PHONE, "phone", contact.phone)):
            for match in pattern.finditer(line):
                if known.strip() and "".join(match[group].split()) != "".join(known.split()):
                    text = f"联系人与记录里的{contact.name} {contact.phone}不同"
                    yield line, slip(line, match.span(group), "contact_differs", text, "核对联系人")


def _team_units(dossier: ClosureDossier) -> Iterator[Finding]:
    """Yield each member whose unit is a name of the directory but for one character."""
    own = [member.unit.strip() for member in dossier.members]
    for place, member in enumerate(dossier.members, 1):
        unit = member.unit.strip()
        meant = next((name for name in _sure_names(dossier, own) if is_misspelt(unit, name)), "")
        if meant and own.count(unit) <= own.count(meant) + (meant not in own):
            yield _unit_finding(member, place, unit, meant)


def _sure_names(dossier: ClosureDossier, own: list[str]) -> tuple[str, ...]:
    issuer = (dossier.issuer.name,) if dossier.issuer else ()
    names = (*issuer, *dossier.joint_units, *dossier.responsible_units, *(name for _, name in dossier.units), *own)
    return tuple(dict.fromkeys(names))


def _unit_finding(member: Member, place: int, unit: str, meant: str) -> Finding:
    return Finding(
        level=Level.WARN, code="unit_misspelt", where=f"验收组 第 {place} 行 {member.name}",
        text=f"单位“{unit}”与“{meant}”差一个字", remedy="核对单位名称",
        target=Target(table="members", id=member.id, field="unit"),
    )
