"""Figures and the report. Reads only."""

from __future__ import annotations

from niangjia.insight.queries.checking import check_figures
from niangjia.insight.queries.figures import PAGE, FigureValue, Record, figure, produced, records, report
from niangjia.insight.rules.chapters import AGREES, CHAPTERS, COMPARED, PERIODS, UNITS, Chapter
from niangjia.insight.rules.report import AS_OF, ReportLine, report_lines

__all__ = [
    "AGREES",
    "AS_OF",
    "CHAPTERS",
    "COMPARED",
    "PAGE",
    "PERIODS",
    "UNITS",
    "Chapter",
    "FigureValue",
    "Record",
    "ReportLine",
    "check_figures",
    "figure",
    "produced",
    "records",
    "report",
    "report_lines",
]
