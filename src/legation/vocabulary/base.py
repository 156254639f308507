"""Places in a text, stretches of days, reasons and content ids."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


def identify(*parts: object) -> str:
    """Return the content id of `parts`: 32 hexadecimal digits of a SHA-256.

    Equal parts give equal ids on every machine, so a re-run that changes nothing changes no id.

    Example:
        >>> identify("a", 1) == identify("a", 1) != identify("a1")
        True
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one document's stored text: half-open, in Unicode code points.

    Raises:
        ValueError: if the span is empty, reversed or starts before the text.
    """

    document: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(
                f"span [{self.start}, {self.end}) of {self.document}: want 0 <= start < end"
            )

    def words(self, text: str) -> str:
        """Return the words of this span in `text`, the text the span belongs to."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point of one document."""
        return self.document == other.document and self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return (
            self.document == other.document and self.start <= other.start and other.end <= self.end
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: which rule, what it says, where it stands, whether it was kept.

    `earliest` and `latest` bound a day where the evidence is about time (None: open).
    `weight` is relative within one decision. `kept` is False for a candidate that lost, and
    `says` then tells why.
    """

    rule: str
    says: str
    span: Span | None = None
    earliest: date | None = None
    latest: date | None = None
    weight: float = 1.0
    kept: bool = True


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of days, both ends included, with its reasons. An open end is None.

    Raises:
        ValueError: if `latest` lies before `earliest`.

    Example:
        >>> from datetime import date
        >>> When(date(2009, 4, 1), date(2009, 4, 3)).edtf()
        '2009-04-01/2009-04-03'
        >>> When().edtf()
        ''
    """

    earliest: date | None = None
    latest: date | None = None
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError(f"interval ends {self.latest} before it begins {self.earliest}")

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def days(self) -> int | None:
        """The number of days in the interval; None if an end is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    def edtf(self) -> str:
        """Return the interval in EDTF (ISO 8601-2): '' if unknown, '..' for an open end."""
        if not self.known:
            return ""
        if self.earliest == self.latest:
            return str(self.earliest)
        return f"{self.earliest or '..'}/{self.latest or '..'}"
