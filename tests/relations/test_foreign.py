from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from legation.actors import directory
from legation.errors import LegationError, TableError, UnknownError, UsageError
from legation.relations import EventRow, network, read_foreign, write_foreign, write_network
from legation.relations.codes import cameo_of, read_cameo
from legation.relations.foreign import with_ids
from legation.relations.layouts import GDELT, GDELT_FIRST
from legation.relations.plot import figure, write_figure
from legation.relations.series import pair_series

Make = Callable[..., EventRow]


@pytest.mark.parametrize("form", ["plover", "icews", "gdelt"])
def test_what_is_written_reads_back(form: str, make: Make, tmp_path: Path) -> None:
    rows = [
        make("RUS", "RETREAT", "GEO", "2008-10-08", mode="withdraw", place="Gori"),
        make("POL", "SUPPORT", "GEO", "2008-10-09"),
        make("POL", "AID", "GEO", "2008-10-09", status="planned"),
        make("POL", "AID", "GEO", "2008-10-09", earliest=None, latest=None),
    ]
    file = tmp_path / "events.tsv"
    assert write_foreign(rows, file, form) == (2, 2)
    back = list(read_foreign(file, form))
    assert [(r.actor, r.kind, r.recipient, r.earliest) for r in back] == [
        (r.actor, r.kind, r.recipient, r.earliest) for r in rows[:2]
    ]
    assert (back[0].mode, back[0].place, back[0].origin) == ("withdraw", "Gori", "events")


def test_gdelt_has_58_or_61_columns_and_no_header(make: Make, tmp_path: Path) -> None:
    assert (len(GDELT_FIRST), len(GDELT)) == (58, 61)
    file = tmp_path / "g.tsv"
    write_foreign([make("RUS", "RETREAT", "GEO", "2008-10-08", mode="withdraw")], file, "gdelt")
    cells = next(csv.reader(file.read_text().splitlines(), delimiter="\t"))
    row = dict(zip(GDELT, cells, strict=True))
    assert (row["SQLDATE"], row["EventCode"], row["EventRootCode"]) == ("20081008", "0874", "08")
    assert (row["QuadClass"], row["MonthYear"]) == ("2", "200810")


def test_a_foreign_code_brings_its_goldstein_value(tmp_path: Path) -> None:
    file = tmp_path / "i.tab"
    file.write_text(
        "Event ID\tEvent Date\tSource Name\tCAMEO Code\tTarget Name\n7\t2008-08-08\tRussia\t190\tGeorgia\n8\t2008-08-08\t\t010\tGeorgia\n"
    )
    first, second = read_foreign(file, "icews", origin="ICEWS")
    assert (first.kind, first.goldstein, first.actor, first.origin) == ("ASSAULT", -10, "Russia", "ICEWS")  # fmt: skip
    assert (second.kind, second.actor, second.goldstein) == (None, None, 0)


HEAD = "Event Date\tSource Name\tCAMEO Code\tTarget Name\n"


@pytest.mark.parametrize(
    ("form", "text", "error", "says"),
    [
        ("icews", HEAD + "2008-08-08\tA\t999\tB\n", UnknownError, "line 2, CAMEO Code: found '999'"),
        ("icews", HEAD + "190\tA\t2008-08-08\tB\n", TableError, "line 2, Event Date: found '190'"),
        ("icews", HEAD + "2008-02-30\tA\t190\tB\n", TableError, "2008-02-30"),
        ("icews", HEAD + "2008-08-08\tA\t190\n", TableError, "3 columns; expected 4"),
        ("icews", "Day\tWho\n", TableError, "no column 'Event Date'"),
        ("gdelt", "1\t2\t3\n", TableError, "58 or 61"),
        ("plover", "Event Date,Actor Name,Event Type,Recipient Name\n2008-08-08,A,B,ASSAULT\n", TableError, "Event Type: found 'B'"),
        ("acled", "", UsageError, "no such form"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_line_and_column(
    form: str, text: str, error: type[LegationError], says: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.tsv"
    file.write_text(text)
    with pytest.raises(error) as caught:
        list(read_foreign(file, form))
    assert says in str(caught.value)


def test_codes_agree_with_the_reference_table() -> None:
    beside = Path(__file__).resolve().parents[3] / "shared"
    folder = Path(os.environ.get("LEGATION_SHARED", beside))
    file = folder / "reference" / "cameo_goldstein_plover.csv"
    if not file.exists():
        pytest.skip("the shared data does not lie beside the project (or in LEGATION_SHARED)")
    with file.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) > 300
    departures = {
        row["cameo"]
        for row in rows
        if (row["plover_event"] or None) != read_cameo(row["cameo"]).kind
    }
    assert departures == {"0813", "0814", "116", "163", "192"}
    assert all(
        float(row["goldstein"]) == read_cameo(row["cameo"]).goldstein
        for row in rows
        if row["goldstein"]
    )


def test_a_type_has_a_code_and_a_code_needs_its_nought() -> None:
    assert (cameo_of("RETREAT", "withdraw"), cameo_of("CONSULT", None)) == ("0874", "04")
    assert cameo_of("RETREAT", "resign") == "08"
    assert cameo_of("PROTEST", "strike") == cameo_of("PROTEST", "boycott") == "143"
    assert (read_cameo("143").kind, read_cameo("143").mode) == ("PROTEST", None)
    for wrong in ("43", "", "04x", "2043"):
        with pytest.raises(UnknownError):
            read_cameo(wrong)
    with pytest.raises(UnknownError):
        cameo_of("HELP", None)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_a_network_is_whole_xml_with_every_name(form: str, make: Make, tmp_path: Path) -> None:
    ties = network([make("A & B", "AID", "Çankırı", "2009-01-01")])
    file = tmp_path / f"n.{form}"
    write_network(ties, file)
    text = file.read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert len(root.findall(".//{*}node")) == 2
    assert len(root.findall(".//{*}edge")) == 1
    assert "A &amp; B" in text
    assert "Çankırı" in text
    with pytest.raises(UsageError):
        write_network(ties, tmp_path / "n.dot")


def test_the_figure_draws_as_an_image_and_an_empty_one_is_refused(
    make: Make, tmp_path: Path
) -> None:
    rows = [
        make("A", kind, "B", f"2009-{m:02}-01") for m in range(1, 9) for kind in ("AID", "ACCUSE")
    ]
    specification = figure(pair_series(rows, "A", "B"), "A and B")
    assert specification["layer"][0]["data"]["values"][1] == {
        "period": "2009-01-01", "side": "conflict", "weight": -2.0, "events": 2,
    }  # fmt: skip
    write_figure(specification, tmp_path / "p.png")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(UsageError):
        figure([], "A and B")
    with pytest.raises(UsageError):
        write_figure(specification, tmp_path / "p.gif")


def test_words_over_two_lines_come_back_as_one_row(make: Make, tmp_path: Path) -> None:
    rows = [make("RUS", "CONSULT", "USA", "2009-04-01", words='met "in\nLondon"\ton Wednesday')]
    for form in ("plover", "icews", "gdelt"):
        file = tmp_path / f"x.{form}"
        assert write_foreign(rows, file, form) == (1, 0)
        assert [row.kind for row in read_foreign(file, form)] == ["CONSULT"]


def test_a_table_of_others_with_line_breaks_in_quotation_marks_is_read(tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    head = "Event ID,Event Date,Event Type,Actor Name,Recipient Name\n"
    file.write_text(head + '1,2009-04-01,CONSULT,"The\nKremlin",USA\n', encoding="utf-8")
    assert [(r.actor, r.recipient) for r in read_foreign(file, "plover")] == [
        ("The\nKremlin", "USA")
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xb0\x00\x01", b"a\x00b\tc"])
def test_what_is_no_table_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "junk.tsv"
    file.write_bytes(content)
    for form in ("plover", "icews", "gdelt"):
        with pytest.raises(TableError, match=r"junk\.tsv"):
            list(read_foreign(file, form))


def test_names_of_others_get_ids_where_they_mean_one_actor(make: Make) -> None:
    rows = [make("Russian Federation", "AID", "Lord of the Rings", "2009-04-01"), make("GEO", "AID", "NATO", "2009-04-01")]  # fmt: skip
    named = [(r.actor, r.recipient) for r in with_ids(rows, directory())]
    assert named == [("RUS", "Lord of the Rings"), ("GEO", "NATO")]
