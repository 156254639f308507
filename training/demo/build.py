"""Make the demo's documents in several formats: python training/demo/build.py [--out DIR].

As messy as pages are: menus, captions, teasers, a pitch in mid-article, a fetch day.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import zipfile
from datetime import datetime
from email.message import EmailMessage
from html import escape
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from training.demo.dispatches import DISPATCHES

OUT = Path(__file__).resolve().parents[2] / "src" / "legation" / "demo" / "documents"
MENU = ("Home", "World", "Europe", "Security", "Opinion", "Archive", "Contact us")
TEASERS = (
    ("Harbour towns brace for autumn storms", "Councils along the coast are laying in sandbags after last year's floods."),
    ("Chess club wins regional cup", "A team of pensioners beat the favourites in the last round."),
    ("Five soups for cold evenings", "Our cook shows what can be done with a pumpkin and an hour's time."),
)  # fmt: skip
PITCH = (
    "Thank you for reading the Quay Dispatch!",
    "Subscribe now for a 30 day free trial. Cancel anytime.",
    "We are funded by our readers. If you already have an account, log in here.",
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">{meta}
<script>var page = "{title}";</script><style>p {{ margin: 1em }}</style></head>
<body><nav><ul>{menu}</ul></nav>
<div class="social-share"><a href="#">Share on Facebook</a> <a href="#">Tweet this</a></div>
<article><h1>{title}</h1><figure><img src="a.jpg" alt=""><figcaption>{caption}</figcaption></figure>
{body}</article>
<aside class="related"><h3>Read also</h3>{teasers}</aside>
<footer><p>&copy; {outlet}. All rights reserved. <a href="#">Terms of use</a> · <a href="#">Privacy</a></p></footer>
</body></html>
"""


def page(name: str, outlet: str, published: str | None, *, pitch: bool = False) -> str:
    title, *body = DISPATCHES[name]
    paragraphs = [f"<p>{escape(words)}</p>" for words in body]
    if pitch:
        paragraphs[2:2] = [f'<div class="promo">{escape(words)}</div>' for words in PITCH]
    meta = f'<meta property="article:published_time" content="{published}">' if published else ""
    return PAGE.format(
        title=escape(title), outlet=outlet, meta=meta, body="\n".join(paragraphs),
        menu="".join(f'<li><a href="#">{item}</a></li>' for item in MENU),
        caption="Flags outside the meeting hall (Photo: press service)",
        teasers="".join(f'<h4><a href="#">{a}</a></h4><p>{b}</p>' for a, b in TEASERS),
    )  # fmt: skip


def flat(
    name: str, *, top: tuple[str, ...] = (), pitch: bool = False, end: tuple[str, ...] = ()
) -> str:
    title, *body = DISPATCHES[name]
    if pitch:
        body[3:3] = PITCH
    tail = ["Read Also:", *(line for pair in TEASERS for line in pair), *end]
    return "\n\n".join([*top, title, *body, *tail]) + "\n"


def pdf(name: str) -> bytes:
    title, *body = DISPATCHES[name]
    style = getSampleStyleSheet()
    parts = [Paragraph(title, style["Title"]), Spacer(1, 12)]
    parts += [
        piece for words in body for piece in (Paragraph(words, style["BodyText"]), Spacer(1, 6))
    ]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title=title, author="Quay Dispatch", invariant=1).build(
        parts
    )
    return out.getvalue()


def word(name: str) -> bytes:
    title, *body = DISPATCHES[name]
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.created = document.core_properties.modified = datetime(2014, 4, 1)  # noqa: DTZ001 - the format has no zone
    document.add_heading(title, 0)
    for words in body:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return _dateless(out.getvalue())


def _dateless(content: bytes) -> bytes:
    """Take the time of packing out of a zip, so that the same input gives the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in sorted(
            source.infolist(), key=lambda info: info.filename != "[Content_Types].xml"
        ):
            target.writestr(
                zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0)),
                source.read(info),
                zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()


def mail(name: str) -> bytes:
    title, *body = DISPATCHES[name]
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        title,
        "Desk <desk@quay-dispatch.example>",
        "list@quay-dispatch.example",
    )
    message["Date"] = "Thu, 05 Mar 2009 18:40:00 +0100"
    message.set_content(
        "\n\n".join(body)
        + "\n\n-- \nQuay Dispatch, evening list\nTo leave the list, write to us.\n"
    )
    return bytes(message)


def feed(names: dict[str, str]) -> str:
    items = "".join(
        f"<item><title>{escape(DISPATCHES[n][0])}</title><link>https://quay-dispatch.example/{n}</link><pubDate>{day}</pubDate>"
        f"<description>{escape(''.join(f'<p>{words}</p>' for words in DISPATCHES[n][1:]))}</description></item>"
        for n, day in names.items()
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Quay Dispatch</title><link>https://quay-dispatch.example/</link><description>News</description>{items}</channel></rss>\n'  # fmt: skip


def table(names: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["url", "date", "title", "outlet", "text"])
    for name, day in names.items():
        title, *body = DISPATCHES[name]
        writer.writerow(
            [f"https://strand-wire.example/{name}", day, title, "Strand Wire", "\n\n".join(body)]
        )
    return out.getvalue()


def files() -> dict[str, str | bytes]:
    row = {
        "title": DISPATCHES["kosovo-1999"][0],
        "outlet": "Strand Wire",
        "text": "\n".join(DISPATCHES["kosovo-1999"][1:]),
    }
    return {
        "founding-act-1997.html": page("founding-act-1997", "Strand Wire", "1997-05-27T19:00:00+02:00"),
        "kosovo-1999.jsonl": json.dumps(row) + "\n",
        "rome-2002.txt": flat("rome-2002", top=("Skip to content", "Home World Europe Security")),
        "rome-2002-wire-copy.txt": flat("rome-2002", top=("STRAND WIRE SERVICE",), end=("Reprinted with permission.",)),
        "munich-2007.html": page("munich-2007", "Quay Dispatch", None, pitch=True),
        "bucharest-2008.pdf": pdf("bucharest-2008"),
        "georgia-2008.txt": flat("georgia-2008", top=("Monday", "14th Oct 2019"), pitch=True),
        "reset-2009.eml": mail("reset-2009"),
        "lisbon-2010.html": page("lisbon-2010", "Quay Dispatch", None),
        "crimea-2014.docx": word("crimea-2014"),
        "warsaw-2016.txt": flat("warsaw-2016", top=("Accessibility links", "Breaking News")),
        "feed.rss": feed({"brussels-2022": "Wed, 12 Jan 2022 20:15:00 +0100"}),
        "wire.csv": table({"chicago-2012": "2012-05-21"}),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (out / name).write_bytes(content.encode() if isinstance(content, str) else content)
    print(len(files()), "files in", out.name)


if __name__ == "__main__":
    main()
