"""Document and Analysis to When: publication date and time expressions, with reasons.

Takes a Document; gives it back dated. Example: `date_document(document).published.edtf()`.
"""

from legation.dating.publication import date_document, parse_stated
from legation.dating.times import find_times
from legation.reference import reference_version

RULES = "5"
DATING_VERSION = f"{RULES}+{reference_version()}"

__all__ = ["DATING_VERSION", "date_document", "find_times", "parse_stated"]
