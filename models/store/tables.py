"""Every table of the store that holds records: its domain class, its label for the clerk, its derived columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.domain.closure import (
    Acceptance,
    Closure,
    ClosureMeasure,
    ClosureUnit,
    Instrument,
    IssuedPaper,
    JointUnit,
    Member,
    Paper,
    SectionEdit,
    SelfCheck,
    Statement,
)
from models.domain.directory import Issuer, Person, Unit
from models.domain.drafts.common_values import CommonValues
from models.domain.drafts.mapping_profile import MappingProfile
from models.domain.duty import DutyCount, MeasureDuty
from models.domain.evidence import Evidence, EvidenceLink, EvidenceNumber, PhotoPair, StoredFile
from models.domain.indicator import Indicator, IndicatorValue
from models.domain.numbering import natural_key
from models.domain.office_forms import HolidayNotice, OfficeForm, OfficeTemplate
from models.domain.plan import (
    Figure,
    Inspection,
    Measure,
    MeasureUnit,
    Plan,
    Progress,
    SubItem,
    Task,
    TaskNumber,
    TaskUnit,
)
from models.domain.publicity import Objection, Publicity
from models.domain.sealing import SealedFile, SealedItem, Sealing
from models.domain.settings import Setting
from models.store.records import Table, search_text

TABLES: tuple[Table, ...] = (
    Table("settings", Setting, "设置"),
    Table("units", Unit, "单位"),
    Table("persons", Person, "人员"),
    Table("issuers", Issuer, "发文主体"),
    Table("inspections", Inspection, "督察"),
    Table("plans", Plan, "整改方案"),
    Table(
        "tasks",
        Task,
        "整改任务",
        {
            "sort_key": lambda task: natural_key(task.number),
            "search_text": lambda task: search_text(
                task.number, task.title, task.problem, task.goal, task.note, task.progress
            ),
        },
    ),
    Table("task_numbers", TaskNumber, "外部编号", {"search_text": lambda item: search_text(item.full)}),
    Table("task_units", TaskUnit, "任务单位"),
    Table("sub_items", SubItem, "子项"),
    Table("measures", Measure, "整改措施", {"search_text": lambda item: search_text(item.short_name, item.text)}),
    Table("measure_units", MeasureUnit, "措施单位"),
    Table("progress", Progress, "落实情况", {"search_text": lambda item: search_text(item.text)}),
    Table("figures", Figure, "数据"),
    Table(
        "evidence",
        Evidence,
        "佐证材料",
        {
            "search_text": lambda item: search_text(
                item.title, item.kind, item.issuing_body, item.document_number, item.note, item.folder
            )
        },
    ),
    Table("stored_files", StoredFile, "佐证文件"),
    Table("evidence_links", EvidenceLink, "对应", {"search_text": lambda item: search_text(item.proves)}),
    Table("closures", Closure, "销号"),
    Table("closure_units", ClosureUnit, "销号责任单位"),
    Table("closure_measures", ClosureMeasure, "覆盖措施"),
    Table("statements", Statement, "陈述"),
    Table("members", Member, "验收组成员"),
    Table("acceptances", Acceptance, "验收"),
    Table("instruments", Instrument, "依据文件"),
    Table("joint_units", JointUnit, "会同部门"),
    Table("papers", Paper, "文书"),
    Table("section_edits", SectionEdit, "部分改写"),
    Table("self_checks", SelfCheck, "自查自验"),
    Table("publicities", Publicity, "公示"),
    Table("objections", Objection, "异议"),
    Table("holiday_notices", HolidayNotice, "放假通知"),
    Table("office_forms", OfficeForm, "本单位样式"),
    Table("office_templates", OfficeTemplate, "本单位模板"),
    Table("issued_papers", IssuedPaper, "签发稿"),
    Table("mapping_profiles", MappingProfile, "对应方案"),
    Table("common_values", CommonValues, "共同值"),
    Table("evidence_numbers", EvidenceNumber, "佐证编号"),
    Table("photo_pairs", PhotoPair, "对比照片"),
    Table("duties", MeasureDuty, "频次要求"),
    Table("duty_counts", DutyCount, "计次"),
    Table("indicators", Indicator, "目标指标"),
    Table("indicator_values", IndicatorValue, "指标值"),
    Table("sealings", Sealing, "封卷"),
    Table("sealed_items", SealedItem, "卷内件"),
    Table("sealed_files", SealedFile, "卷内文件"),
)

BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
BY_CLASS: Mapping[type[Any], Table] = {table.cls: table for table in TABLES}


def read_columns() -> None:
    """Read the columns of every table from its class, ahead of the first record."""
    for table in TABLES:
        _ = table.columns
