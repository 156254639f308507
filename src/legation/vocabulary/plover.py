"""PLOVER 2021: the event types with their modes, the contexts, the quad classes, the weights.

The codebook's facts, in one place for every part that reads, writes or counts events. Weights are
the cooperation–conflict values of the codebook's own table ("Schrodt scores": averages of CAMEO's
Goldstein values by how often each CAMEO type occurs), from -10 (conflict) to +10 (cooperation).

Modes and contexts are those of the codebook's last draft, with what its own table from CAMEO adds
(`ease`, `political`, `seize`; contexts `democracy`) and two contexts of earlier drafts that our
sentences need (`political`, `culture`); docs/decisions/events-conventions.md names the choices.

Origin: PLOVER codebook, 2021 (openeventdata/PLOVER), chapter "Event categories".

Example:
    >>> PLOVER["SANCTION"].quad.value, PLOVER["SANCTION"].weight
    ('material conflict', -5.2)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Quad(StrEnum):
    """The four classes: words or deeds, for or against."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class Auxiliary(StrEnum):
    """What the words say about when and how really an event is; none of them: it happened.

    The first four are PLOVER's; a text shows each by a word (a cue).
    """

    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    ONGOING = "ongoing"
    ALLEGED = "alleged"


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 types: its quad class, its modes (how it was done), its weight in [-10, 10]."""

    name: str
    quad: Quad
    modes: tuple[str, ...]
    weight: float


def _types() -> dict[str, EventType]:
    rows = (
        ("AGREE", Quad.VERBAL_COOPERATION, "", 4.2),
        ("CONSULT", Quad.VERBAL_COOPERATION, "visit third-party multilateral phone", 2.1),
        ("SUPPORT", Quad.VERBAL_COOPERATION, "", 4.6),
        ("CONCEDE", Quad.VERBAL_COOPERATION, "", 5.0),
        ("COOPERATE", Quad.MATERIAL_COOPERATION, "", 6.8),
        ("AID", Quad.MATERIAL_COOPERATION, "", 7.4),
        (
            "RETREAT", Quad.MATERIAL_COOPERATION,
            "withdraw release return disarm ceasefire access resign ease", 7.6,
        ),
        ("REQUEST", Quad.VERBAL_CONFLICT, "assist change yield meet", -5.0),
        ("ACCUSE", Quad.VERBAL_CONFLICT, "disapprove investigate allege", -2.0),
        ("REJECT", Quad.VERBAL_CONFLICT, "assist change yield meet", -4.2),
        (
            "THREATEN", Quad.VERBAL_CONFLICT,
            "restrict ban arrest relations expel territory violence political", -5.1,
        ),
        ("PROTEST", Quad.MATERIAL_CONFLICT, "demo riot strike hunger boycott obstruct", -6.6),
        ("SANCTION", Quad.MATERIAL_CONFLICT, "convict expel withdraw discontinue", -5.2),
        ("MOBILIZE", Quad.MATERIAL_CONFLICT, "troops weapons police", -5.3),
        (
            "COERCE", Quad.MATERIAL_CONFLICT,
            "seize restrict ban censor curfew martial-law arrest deport withhold", -7.2,
        ),
        (
            "ASSAULT", Quad.MATERIAL_CONFLICT,
            "seize abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack heavy-weapons massacre cleansing unconventional",
            -9.3,
        ),
    )  # fmt: skip
    return {name: EventType(name, quad, tuple(m.split()), w) for name, quad, m, w in rows}


PLOVER: dict[str, EventType] = _types()
"""The 16 types by name, cooperation first."""

CONTEXTS: frozenset[str] = frozenset(
    """
    political military intelligence peacekeeping economic diplomatic resource culture disease
    enviro_disaster migration humanitarian asylum legal human_rights rights_freedoms gender lgbt
    terrorism human_security religion_ethnicity executive election legislative cbrn cyber
    political_institutions democracy corruption crime illegal_drugs
    """.split()
)
"""What an event is about; an event may have several."""
