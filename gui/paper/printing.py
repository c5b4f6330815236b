"""Printing the pages of 版式预览, exactly those: each page drawn at 300 dpi and laid over the whole sheet.

The pages come from the office program's own PDF, so that what is printed is what was previewed. Drawing runs in a
worker; a cancelled job ends the printing after the page it is at.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from exporters.pdf import PageImage, Pages, draw_page
from models.errors import AppError
from models.reporting import Report

DPI = 300


def image_of(page: PageImage) -> QImage:
    """Return a drawn page as an image of its own memory, without the alpha it does not need."""
    stride = page.width * 4
    image = QImage(page.rgba, page.width, page.height, stride, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_RGB888)


def choose_printer(parent: QWidget, pages: Pages, name: str) -> QPrinter | None:
    """Ask for printer, copies and pages, with the paper's name for the queue; None for cancel."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 {pages.count} 页")
    dialog.setMinMax(1, pages.count)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def prepare(printer: QPrinter) -> None:
    """Set up a printer for the whole of an A4 sheet: margins are in the pages already."""
    printer.setResolution(DPI)
    printer.setFullPage(True)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def printed_words(printer: QPrinter, count: int) -> str:
    """Return what is said of a finished printing: to which printer, or into which file, it went."""
    file = Path(printer.outputFileName()).name
    return f"已打印成文件 {file}，共 {count} 页" if file else f"已送到打印机 {printer.printerName()}，共 {count} 页"


def print_pages(printer: QPrinter, pages: Pages, report: Report) -> int:
    """Print the chosen pages and return how many; for a worker. Raises AppError when the printer does not begin."""
    first = printer.fromPage() or 1
    last = min(printer.toPage() or pages.count, pages.count)
    painter = QPainter()
    if not painter.begin(printer):
        raise AppError("打印机没有响应", where=printer.printerName(), remedy="请检查打印机是否开机、有没有连好。")
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        for number in range(first, last + 1):
            report(number - first, last - first + 1, f"第 {number} 页")
            if number > first:
                printer.newPage()
            _print_page(painter, printer, pages.path, number - 1)
    finally:
        painter.end()
    return last - first + 1


def _print_page(painter: QPainter, printer: QPrinter, path: Path, number: int) -> None:
    image = image_of(draw_page(path, number, dpi=DPI))
    # By the printer's own resolution, not stretched to its sheet: a pixel stays a pixel where the two agree.
    scale = printer.resolution() / DPI
    painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)
