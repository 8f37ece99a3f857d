"""A decision as a spreadsheet (XLSX) that recomputes its own totals."""

from .book import workbook_of

__all__ = ["workbook_of"]
