"""Make the table that turns a draft's raw score into a probability, from development articles.

Run from the project's root: `python -m training.statements.calibrate --data ../shared`. Each
statement of the dev articles counts as right if its source and content cover half of a gold
attribution's; the share right is a rising function of the raw score (isotonic regression by
pooling), kept as a few steps per rule in statements/lexicon/confidence.json. Prints the expected
calibration error of tables made on the other half of the articles.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench.statements.__main__ import articles, as_document
from bench.statements.calibration import calibration
from bench.statements.mapping import Tokens, to_attribution
from bench.statements.scoring import from_row, pair
from legation.language import analyse
from legation.statements import confidence, read_statements

FEWEST = 30
Sure = list[tuple[float, bool]]


def isotonic(found: Sure, bins: int = 40) -> list[tuple[float, float]]:
    """Return rising steps (score, share right), by pooling neighbours that fall."""
    ordered = sorted(found)
    size = max(1, len(ordered) // bins)
    pools: list[list[float]] = []
    for n in range(0, len(ordered), size):
        part = ordered[n : n + size]
        pools.append([sum(s for s, _ in part), float(sum(r for _, r in part)), float(len(part))])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    steps: list[tuple[float, float]] = []
    for score, right, count in pools:
        share = round((right + 1) / (count + 2), 4)
        steps.append((round(score / count, 4), max(share, steps[-1][1] if steps else 0.0)))
    return steps


def read(data: Path, most: int) -> list[Sure]:
    """Return, for each article, (raw score, right) of the statements read from roles."""
    confidence.calibrate = lambda _: None
    from legation.statements import encoded

    encoded.calibrate = confidence.calibrate
    result = []
    for row in list(articles(data, small=False))[:most]:
        document = as_document(row)
        statements = read_statements(document, analyse(document))
        kept = [s for s in statements if s.nested_in is None and s.source]
        tokens = Tokens(row["text"], row["tokens"])
        gold = [from_row(a) for a in row["attributions"]]
        right = {
            m: level >= 2
            for m, level in pair(gold, [to_attribution(tokens, s) for s in kept]).values()
        }
        result.append([
            (s.confidence, right.get(m, False))
            for m, s in enumerate(kept)
            if s.confidence is not None and any(r.rule == "encoder cue" for r in s.reasons)
        ])  # fmt: skip
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--most", type=int, default=10**6, help="articles to read")
    options = parser.parse_args()
    documents = read(options.data, options.most)
    halves = [[x for d in documents[k::2] for x in d] for k in (0, 1)]
    if min(map(len, halves)) < FEWEST:
        print("too few statements from roles: is the encoder's file there?")
        return
    crossed = []
    for k in (0, 1):
        steps = isotonic(halves[k], bins=20)
        crossed += [(confidence.look_up(steps, s), r) for s, r in halves[1 - k]]
    print(
        len(crossed),
        "statements; before",
        calibration(halves[0] + halves[1]),
        "crossed",
        calibration(crossed),
    )
    target = Path(confidence.__file__).parent / "lexicon" / "confidence.json"
    target.write_text(
        json.dumps({"encoder": isotonic(halves[0] + halves[1])}) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
