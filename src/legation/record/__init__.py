"""The cited record: schemas, store, search, cite and verify, exports.

Takes documents' rows; gives them back, proven. Example: `Store.open(folder).query(sql)`.
"""

from legation.record.rows import failure_row, rows_of
from legation.record.store import Store, origin_of

__all__ = ["Store", "failure_row", "origin_of", "rows_of"]
