"""The corpus: plans, ledgers and notices laid out as different offices lay them out, each with its truth.

`BUILDERS` names every document that is built on the fly; documents of older programs cannot be built here and lie made
in tests/data/corpus, beside the truths of all (NAME.json, in the shape `import --dry-run` prints). The truths are
written by what a clerk would read, never by what a reader answers.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.intake.corpus import (
    ledgers,
    ledgers_elsewhere,
    notices,
    notices_elsewhere,
    plans_beset,
    plans_elsewhere,
    plans_in_levels,
    plans_in_tables,
    plans_in_words,
    plans_marked_up,
    plans_mixed,
    tables_elsewhere,
)

TRUTHS = Path(__file__).resolve().parents[2] / "data" / "corpus"
BUILDERS: Mapping[str, Callable[[Path], None]] = {
    "plan-annex.docx": plans_in_words.with_cover_and_contents,
    "plan-own-lines.docx": plans_in_words.with_labels_on_lines_of_their_own,
    "plan-groups.docx": plans_in_words.in_groups_with_synonyms,
    "plan-firstly.docx": plans_in_words.with_measures_as_firstly,
    "plan-levels.docx": plans_in_words.with_levels_inside_measures,
    "plan-brackets.docx": plans_in_words.with_brackets_behind_measures,
    "plan-word-numbers.docx": plans_in_words.with_word_numbering,
    "plan-half-width.docx": plans_in_words.in_half_width,
    "plan-tracked.docx": plans_in_words.with_changes_tracked,
    "plan-chapters.docx": plans_in_words.with_chapters_and_annexes,
    "plan-measure-list.docx": plans_in_words.as_list_of_measures,
    "plan-numbered-labels.docx": plans_in_levels.with_numbered_labels,
    "plan-headings.docx": plans_in_levels.with_headings,
    "plan-annex-table.docx": plans_in_tables.as_an_annex,
    "plan-one-paragraph.docx": plans_in_levels.in_one_paragraph_each,
    "plan-units-below.docx": plans_in_levels.with_units_below_measures,
    "plan-all-in-head.docx": plans_in_levels.with_all_in_the_head,
    "plan-measure-tables.docx": plans_mixed.with_a_table_of_measures_each,
    "plan-one-form.docx": plans_mixed.with_all_tasks_in_one_form,
    "plan-word-labels.docx": plans_mixed.with_word_numbers_on_labels,
    "plan-line-breaks.docx": plans_mixed.with_line_breaks,
    "plan-pages.txt": plans_mixed.copied_from_pages,
    "plan-sentence-units.docx": plans_mixed.with_a_sentence_of_units,
    "plan-contents.docx": plans_beset.with_tasks_in_the_contents,
    "plan-sites.docx": plans_beset.with_sites_in_the_problem,
    "plan-cell-numbers.docx": plans_beset.with_word_numbers_in_cells,
    "plan-cell-roles.docx": plans_beset.with_roles_inside_cells,
    "plan-moves.docx": plans_marked_up.with_moves_and_controls,
    "plan-tracked-rows.docx": plans_marked_up.with_rows_tracked,
    "plan-signs.docx": plans_in_levels.with_other_signs,
    "plan-pasted.txt": plans_in_words.pasted,
    "plan-table-rows.docx": plans_in_tables.with_a_row_per_task,
    "plan-table-two-heads.docx": plans_in_tables.with_two_header_rows,
    "plan-table-measures.docx": plans_in_tables.with_a_row_per_measure,
    "plan-table-each.docx": plans_in_tables.with_a_table_per_task,
    "plan-table-one-cell.docx": plans_in_tables.with_measures_in_one_cell,
    "ledger-codes.xlsx": ledgers.with_title_codes_and_total,
    "ledger-two-heads.xlsx": ledgers.with_two_header_rows,
    "ledger-measures.xlsx": ledgers.with_measures_in_rows,
    "ledger-filter.xlsx": ledgers.with_a_filter,
    "ledger-formulas.xlsx": ledgers.with_formulas_and_dates,
    "ledger-utf8.csv": ledgers.as_csv_utf8,
    "ledger-gb18030.csv": ledgers.as_csv_gb18030,
    "ledger-boxes.xlsx": ledgers.with_boxes_to_tick,
    "ledger-sheets.xlsx": ledgers.beside_other_sheets,
    "ledger-set-in.xlsx": ledgers.with_the_table_set_in,
    "notice-sub-problem.docx": notices.of_a_sub_problem,
    "notice-two-numbers.txt": notices.of_two_numbers,
    "notice-opinion.docx": notices.with_an_opinion_behind,
    "notice-tasks.docx": notices.as_a_table_of_tasks,
    "ledger-two-sheets.xlsx": ledgers.over_two_sheets,
    "notice-run-in.docx": notices.with_heads_run_in,
    "ledger-tabs.txt": ledgers.as_tabs,
    "ledger-forms.xlsx": ledgers.as_a_form_each,
    "ledger-groups.xlsx": ledgers.with_groups_merged_down,
    "notice-several.docx": notices.of_several_tasks,
    "notice-form.docx": notices.as_a_form,
    "notice-bare-title.docx": notices.with_a_bare_title,
    "ledger-roles.xlsx": ledgers.with_roles_inside_cells,
    "notice-objections.docx": notices.with_objections_in_the_text,
    "notice-anhui.docx": notices.of_anhui,
    "notice-anhui-city.txt": notices.of_an_anhui_city,
    "notice-heilongjiang.docx": notices.of_heilongjiang,
    "notice-henan.docx": notices.of_henan,
    "notice-hunan.docx": notices.of_hunan,
    "notice-jiangsu.docx": notices.of_jiangsu,
    "notice-shaanxi.docx": notices.of_shaanxi,
    "notice-tibet.docx": notices.of_tibet,
    "plan-task-lines.docx": plans_elsewhere.with_tasks_named_on_their_own_line,
    "plan-below-headings.docx": plans_elsewhere.with_problems_below_headings,
    "plan-two-parts.docx": plans_elsewhere.with_numbers_of_two_parts,
    "plan-units-behind.docx": plans_elsewhere.with_units_behind_the_problem,
    "plan-two-in-paragraph.docx": plans_elsewhere.with_two_tasks_in_a_paragraph,
    "plan-wide-digits.docx": plans_elsewhere.in_full_width_digits,
    "plan-spread-heads.docx": plans_elsewhere.with_blanks_between_signs,
    "plan-broken-pages.txt": plans_elsewhere.broken_by_pages,
    "plan-about-headings.docx": plans_elsewhere.with_headings_about_the_problem,
    "plan-province-numbers.docx": plans_elsewhere.with_numbers_of_the_province,
    "plan-units-on-line.docx": plans_elsewhere.with_all_units_on_a_line,
    "plan-black-brackets.txt": plans_elsewhere.in_brackets_pasted,
    "plan-headed-items.docx": plans_elsewhere.with_headings_and_items,
    "plan-measures-first.docx": plans_elsewhere.with_a_list_behind_the_measures,
    "plan-table-pages.docx": tables_elsewhere.over_several_tables,
    "plan-table-levels.docx": tables_elsewhere.in_two_levels,
    "plan-table-odd-dates.docx": tables_elsewhere.with_merged_units_and_odd_dates,
    "plan-table-four-cells.docx": tables_elsewhere.with_four_cells_a_row,
    "plan-four-lists.docx": tables_elsewhere.as_four_lists,
    "plan-beside-measures.docx": tables_elsewhere.with_columns_beside_the_measures,
    "plan-row-a-measure.docx": tables_elsewhere.with_a_row_each_measure,
    "plan-number-in-cell.docx": tables_elsewhere.with_numbers_inside_the_problem,
    "ledger-blocks.docx": tables_elsewhere.in_blocks_of_one_table,
    "ledger-legend.xlsx": ledgers_elsewhere.below_a_legend,
    "ledger-numbers.xlsx": ledgers_elsewhere.with_numbers_of_every_kind,
    "ledger-dates.xlsx": ledgers_elsewhere.with_decimal_numbers,
    "ledger-among-sheets.xlsx": ledgers_elsewhere.among_other_sheets,
    "ledger-semicolons.csv": ledgers_elsewhere.with_semicolons,
    "ledger-utf16.txt": ledgers_elsewhere.in_utf16,
    "ledger-three-numbers.xlsx": ledgers_elsewhere.with_three_numbers,
    "ledger-measure-rows.xlsx": ledgers_elsewhere.with_a_row_each_measure,
    "ledger-letters.xlsx": ledgers_elsewhere.of_letters,
    "notice-annex.docx": notices_elsewhere.with_an_annex,
    "notice-turned.docx": notices_elsewhere.turned_round,
    "notice-hainan.docx": notices_elsewhere.of_a_hainan_county,
    "notice-round-heads.txt": notices_elsewhere.with_heads_in_round_brackets,
    "notice-flow.docx": notices_elsewhere.in_one_flow,
    "plan-pasted-lines.docx": plans_elsewhere.pasted_into_word_line_by_line,
    "plan-markdown.txt": plans_elsewhere.in_markdown,
    "plan-watched-measures.docx": tables_elsewhere.with_who_watches_the_measures,
    "ledger-task-numbers.xlsx": ledgers_elsewhere.with_numbers_under_the_word_task,
    "ledger-done-days.xlsx": ledgers_elsewhere.with_the_day_it_was_done,
    "ledger-role-lines.xlsx": ledgers_elsewhere.with_roles_on_lines_of_a_cell,
    "notice-numbered-heads.docx": notices_elsewhere.with_numbered_heads_in_a_table,
}
# Made by LibreOffice from what these build: soffice --headless --convert-to xls (ods), .et is .xls by its WPS name.
MADE: Mapping[str, Callable[[Path], None]] = {
    "ledger-old.xls": ledgers.of_an_older_program,
    "ledger-formulas-old.xls": ledgers.with_formulas_and_dates,
    "ledger-wps.et": ledgers.of_wps,
    "ledger-libre.ods": ledgers.of_libreoffice,
    "ledger-merged-units.xls": ledgers_elsewhere.with_units_merged_down,
}


def build_corpus(folder: Path) -> Path:
    """Build every document into the folder, copy the made ones and the truths beside them; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in BUILDERS.items():
        build(folder / name)
    for kept in (*TRUTHS.glob("*.json"), *(TRUTHS / name for name in MADE)):
        shutil.copyfile(kept, folder / kept.name)
    return folder
