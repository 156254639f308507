"""Analysis to Statement: who said what.

Takes a Document and its Analysis; gives statements with exact spans. Example:
`read_statements(document, analysis)`.
"""

from legation.statements.coder import (
    Coded,
    CoderSettings,
    StatementCoder,
    code_statements,
    load_coder,
    read_statements,
)

__all__ = [
    "Coded",
    "CoderSettings",
    "StatementCoder",
    "code_statements",
    "load_coder",
    "read_statements",
]
