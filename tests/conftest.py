from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from legation.api import Record

settings.register_profile(  # time belongs in bench/
    "no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("no clock")

ARTICLE = """Council meets in Brussels

BRUSSELS, 4 December 2009 -- Foreign ministers of the alliance met their Russian counterpart today for the first time in more than a year.

"We have agreed to look again at how the council works," the alliance's spokesman said after the meeting in Brussels.

Russian Foreign Minister Sergei Lavrov said that his country wanted a legally binding treaty on security in Europe.

The ministers of twenty-eight countries will meet again in the spring, officials in Brussels said on Friday.
"""


def shared() -> Path:
    folder = Path(os.environ.get("LEGATION_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared data does not lie beside the project (or in LEGATION_SHARED)")
    return folder


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


@pytest.fixture
def record(tmp_path: Path, article: Path) -> Record:
    rec = Record.open(tmp_path / "record", create=True)
    rec.add(article)
    return rec
