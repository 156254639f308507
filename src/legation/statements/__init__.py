"""Analysis to Statement: who said what.

Takes a Document and its Analysis; gives statements with exact spans. Example:
`read_statements(document, analysis)`.
"""

from legation.statements.coder import RuleCoder, StatementCoder, read_statements

STATEMENTS_VERSION = f"{RuleCoder.name}/{RuleCoder.version}"

__all__ = ["STATEMENTS_VERSION", "RuleCoder", "StatementCoder", "read_statements"]
