"""The cited record: schemas, store, search, cite and verify, exports.

Takes documents' rows; gives them back, proven. Example: `Store.open(folder).query(sql)`.
"""

from legation.record.origins import origin_of
from legation.record.rows import failure_row, rows_of
from legation.record.store import Store

__all__ = ["Store", "failure_row", "origin_of", "rows_of"]
