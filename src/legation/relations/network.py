"""Who dealt with whom in a period: a directed network, and its GraphML and GEXF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from legation.errors import UsageError
from legation.relations.events import REAL, EventRow, once_each

FORMS = ("graphml", "gexf")
_FIELDS = (("cooperation", "double"), ("conflict", "double"), ("events", "int"))


@dataclass(frozen=True, slots=True)
class Tie:
    """All that one actor did to another: sums of weights (both ≥ 0) and how many events."""

    actor: str
    recipient: str
    cooperation: float
    conflict: float
    events: int


def network(rows: Iterable[EventRow]) -> list[Tie]:
    """Return the ties of the events that happened, each event once; no tie with oneself.

    Choose the period before (`choose`).
    """
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in once_each(rows):
        is_tie = row.actor and row.recipient and row.actor != row.recipient
        if is_tie and row.status in REAL and row.weight is not None:
            found[str(row.actor), str(row.recipient)].append(row.weight)
    return [
        Tie(
            actor,
            recipient,
            round(sum(weight for weight in weights if weight > 0), 6),
            round(-sum(weight for weight in weights if weight < 0), 6),
            len(weights),
        )
        for (actor, recipient), weights in sorted(found.items())
    ]


def write_network(ties: Iterable[Tie], target: Path, form: str | None = None) -> None:
    """Write a network as GraphML or GEXF, by `form` or the file's ending.

    Raises:
        UsageError: if it is neither.
    """
    form = form or target.suffix.lstrip(".")
    if form not in FORMS:
        raise UsageError(f"form {form!r}", found="no such form", expected=" or ".join(FORMS))
    listed = list(ties)
    root = _graphml(listed) if form == "graphml" else _gexf(listed)
    ET.indent(root)
    ET.ElementTree(root).write(target, encoding="utf-8", xml_declaration=True)


def _names(ties: list[Tie]) -> dict[str, str]:
    names = sorted({name for tie in ties for name in (tie.actor, tie.recipient)})
    return {name: f"n{number}" for number, name in enumerate(names)}


def _graphml(ties: list[Tie]) -> ET.Element:
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    ET.SubElement(
        root, "key", {"id": "name", "for": "node", "attr.name": "name", "attr.type": "string"}
    )
    for field, kind in _FIELDS:
        own = {"id": field, "for": "edge", "attr.name": field, "attr.type": kind}
        ET.SubElement(root, "key", own)
    graph = ET.SubElement(root, "graph", edgedefault="directed")
    names = _names(ties)
    for name, node in names.items():
        ET.SubElement(ET.SubElement(graph, "node", id=node), "data", key="name").text = name
    for number, tie in enumerate(ties):
        ends = {"source": names[tie.actor], "target": names[tie.recipient]}
        edge = ET.SubElement(graph, "edge", {"id": f"e{number}", **ends})
        for field, _ in _FIELDS:
            ET.SubElement(edge, "data", key=field).text = f"{getattr(tie, field):g}"
    return root


def _gexf(ties: list[Tie]) -> ET.Element:
    root = ET.Element("gexf", xmlns="http://gexf.net/1.3", version="1.3")
    graph = ET.SubElement(root, "graph", defaultedgetype="directed")
    declared = ET.SubElement(graph, "attributes", {"class": "edge"})
    for field, kind in _FIELDS:
        kind_ = "integer" if kind == "int" else kind
        ET.SubElement(declared, "attribute", id=field, title=field, type=kind_)
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    names = _names(ties)
    for name, node in names.items():
        ET.SubElement(nodes, "node", id=node, label=name)
    for number, tie in enumerate(ties):
        ends = {"source": names[tie.actor], "target": names[tie.recipient]}
        edge = ET.SubElement(edges, "edge", {"id": f"e{number}", "weight": str(tie.events), **ends})
        values = ET.SubElement(edge, "attvalues")
        for field, _ in _FIELDS:
            value = {"for": field, "value": f"{getattr(tie, field):g}"}
            ET.SubElement(values, "attvalue", value)
    return root
