"""The columns of foreign event sets: PLOVER (POLECAT's names), ICEWS (CAMEO), GDELT.

PLOVER and ICEWS files have a header line, GDELT's have none: 58 columns in its first version, 61
in its second. All are separated by tabs; a comma is understood for the two with a header.
"""

from __future__ import annotations

from dataclasses import dataclass

GDELT_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
GDELT: tuple[str, ...] = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in GDELT_ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""The second version's columns."""

GDELT_FIRST: tuple[str, ...] = tuple(name for name in GDELT if not name.endswith("ADM2Code"))
"""The first version's columns."""

ICEWS: tuple[str, ...] = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip

POLECAT: tuple[str, ...] = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Recipient Name", "Recipient Country", "Placename", "Country",
    "Source", "Publication Date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a form's columns the parts of an event stand."""

    columns: tuple[str, ...]
    day: str
    kind: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    place: str
    id: str
    mentions: str | None = None


LAYOUTS: dict[str, Layout] = {
    "plover": Layout(
        POLECAT, "Event Date", "Event Type", ("Actor Country", "Actor Name"),
        ("Recipient Country", "Recipient Name"), "Placename", "Event ID",
    ),
    "icews": Layout(
        ICEWS, "Event Date", "CAMEO Code", ("Source Country", "Source Name"),
        ("Target Country", "Target Name"), "Country", "Event ID",
    ),
    "gdelt": Layout(
        GDELT, "SQLDATE", "EventCode", ("Actor1CountryCode", "Actor1Code", "Actor1Name"),
        ("Actor2CountryCode", "Actor2Code", "Actor2Name"), "ActionGeo_FullName", "GLOBALEVENTID",
        "NumMentions",
    ),
}  # fmt: skip
"""By form; of several columns for an actor the first that is filled counts."""
