"""Generated pages: articles of generated prose in page furniture, the same for one seed."""

from __future__ import annotations

import random

NAMES = "Maria Lund|Piotr Nowak|Aylin Demir|John Hale|Sergei Orlov|Chen Wei|Amina Diallo|Luis Ortega".split(
    "|"
)
POSTS = "foreign minister|prime minister|spokesman|ambassador|president|defence minister|envoy|adviser".split(
    "|"
)
STATES = "Norwegian|Polish|Turkish|British|Russian|Chinese|Malian|Spanish".split("|")
SUBJECTS = "the treaty|the talks in Geneva|the new sanctions|the border|the missile shield|the summit|the ceasefire".split(
    "|"
)
VERBS = "would be signed|had failed|must go on|could not be accepted|had been agreed|would be kept|came too late".split(
    "|"
)
MONTHS = (
    "January February March April May June July August September October November December".split()
)


def sentence(draw: random.Random) -> str:
    who = f"{draw.choice(STATES)} {draw.choice(POSTS)} {draw.choice(NAMES)}"
    what = f"{draw.choice(SUBJECTS)} {draw.choice(VERBS)}"
    forms = (
        f"{who} said that {what} before the end of the year.",
        f'"We think that {what}," the {draw.choice(POSTS)} said in Brussels on {draw.randint(1, 28)} {draw.choice(MONTHS)}.',
        f"Officials in Vienna spent most of the day on {draw.choice(SUBJECTS)}, which {draw.choice(VERBS)} in {draw.randint(1995, 2020)}.",
        f"For the smaller states of the region {what}, and nobody expects a change before the spring.",
    )
    return draw.choice(forms)


def page(seed: int) -> str:
    """Return one HTML page of about 25 sentences."""
    draw = random.Random(seed)
    body = "".join(
        f"<p>{' '.join(sentence(draw) for _ in range(draw.randint(1, 3)))}</p>" for _ in range(13)
    )
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12))
    more = "".join(f"<li><a href='/x{n}'>{sentence(draw)[:60]}</a></li>" for n in range(10))
    day = f"{draw.randint(1995, 2020)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    return (
        f"<html><head><title>Report {seed}</title><meta property='article:published_time' content='{day}'></head>"
        f"<body><nav><ul>{menu}</ul></nav><article><h1>Report {seed} on {draw.choice(SUBJECTS)}</h1>{body}</article>"
        f"<aside><h3>Read also</h3><ul>{more}</ul></aside><footer>All rights reserved</footer></body></html>"
    )
