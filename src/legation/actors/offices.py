"""Which office the words for one mean, of a state or body."""

from __future__ import annotations

from legation.actors.directory import Directory
from legation.actors.phrase import Phrase
from legation.actors.roles import SEATED, Role
from legation.actors.scene import Figure
from legation.actors.spelling import fold
from legation.actors.tokens import Named
from legation.vocabulary import Reason

SINGLE = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister secretary_general".split()
)
"""Kinds of office that one person holds at a time."""


def written_office(tables: Directory, role: Role, of: str | None, at: Named | None) -> str | None:
    """Return the office that a role's words mean, of the kind that the tables know it by."""
    body = at.names[0].actor if at else None
    kind = SEATED.get(body or "", "ambassador") if role.rank == "ambassador" else role.rank
    kinds = [k for k in role.kinds if k != "*"]
    if role.rank != "ambassador" and kinds:
        kind = next((k for k in kinds if of and f"{k}:{of}" in tables.by_office), kinds[0] if role.one else role.rank)  # fmt: skip
        if kind == "head_of_state" and of is not None and of not in tables.countries:
            kind = "president"
    if of is None:
        return f"{kind}:" if role.own or role.one else None
    return f"{kind}:{of}" + (f":{body}" if kind == "ambassador" and body else "")


def offices_meant(role: Role, of: str | None, at: Named | None) -> list[str]:
    """Return the offices of one holder that a description can mean."""
    if role.rank == "ambassador" and of:
        kind = SEATED.get(at.names[0].actor) if at else None
        return [f"{kind}:{of}"] if kind else []
    return [f"{kind}:{of}" for kind in role.kinds if kind != "*"] if role.one and of else []


def unlisted_body(tables: Directory, name: str) -> str:
    """Return an id for a body that a text names: its initials if the tables know offices in it."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    if len(initials) > 2 and initials in tables.served:
        return initials
    return "org-" + fold(name).replace(" ", "-")


def told_office(phrase: Phrase, figure: Figure) -> tuple[Reason, ...]:
    """Return why a name's office is known: the title before it, or the apposition after it."""
    if phrase.role is None or not figure.offices:
        return ()
    assert phrase.name is not None
    rule = "apposition" if phrase.end > phrase.name[1] else "title"
    return (Reason(rule, f"{phrase.head}: {figure.offices[0]}"),)
