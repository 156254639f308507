"""Positions to outcome: what a negotiation would yield under a rule and a format.

Takes a table of stakes (read from a file, a case, or a record); gives a report that holds all
headline models with their spread, two bands, formats, and what would change them.

Example:
    >>> from legation.negotiation import open_case
    >>> report = open_case("ww1-1914").table.solve("mean")
    >>> report.issues[0].mean_place
    "0.682 → between 'Serbia is left alone' (0) and 'war against Serbia' (1)"
"""

from legation.negotiation.cases import list_cases, open_case
from legation.negotiation.read import read_table
from legation.negotiation.solve import Report, solve
from legation.negotiation.table import Cell, CellOrigin, Issue, NegotiationTable, Stake

__all__ = [
    "Cell",
    "CellOrigin",
    "Issue",
    "NegotiationTable",
    "Report",
    "Stake",
    "list_cases",
    "open_case",
    "read_table",
    "solve",
]
