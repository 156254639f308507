from __future__ import annotations

from pathlib import Path

from legation.api import Record
from legation.record.why import TURNED_DOWN, Ground


def told(record: Record, sql: str) -> dict[str, tuple[Ground, ...]]:
    row = next(record.sql(sql))
    return dict(record.why(row["id"][:12]).groups)


def test_a_statement_tells_its_scores_links_and_words(record: Record) -> None:
    found = told(record, "select id from statements where source like '%Lavrov%'")
    read = {ground.rule: ground for ground in found["how it was read"]}
    assert read["encoder source"].words == "Russian Foreign Minister Sergei Lavrov"
    assert "link to the cue" in read["encoder content"].says
    assert 0 < read["encoder content"].weight <= 1
    assert read["method"].says.startswith("encoder/")
    does = found["what it does"][0]
    assert does.rule == "act"
    assert does.words
    assert any(g.part.endswith("Lavrov") and g.rule for g in found["who speaks"])
    assert "development articles" in found["how sure it is"][0].says
    assert found["where it stands"][0].says.startswith("text")


def test_what_was_turned_down_is_told_apart(tmp_path: Path) -> None:
    repeated = "The bridge across the strait will open to all ships again in the spring"
    file = tmp_path / "twice.txt"
    file.write_text(
        f'OSLO, 3 May 2010 -- "{repeated}," the Norwegian envoy Anne Dahl said on Monday.\n\n'
        f'Her words were met with applause in the hall of the old customs house.\n\n"{repeated}"\n',
        encoding="utf-8",
    )
    with Record.open(tmp_path / "record", create=True) as record:
        record.choose_coder("rules")
        record.add(file)
        row = next(record.sql("select count(*) as n from statements where content like ?", (f"%{repeated}%",)))  # fmt: skip
        assert row["n"] == 1
        found = told(record, "select id from statements where source like '%Dahl%'")
    assert [ground.rule for ground in found[TURNED_DOWN]] == ["repeated"]
    assert not any(not g.kept for name, all_ in found.items() if name != TURNED_DOWN for g in all_)


def test_a_document_tells_why_its_day_and_its_level(record: Record) -> None:
    found = told(record, "select id from documents")
    assert any("2009-12-04" in ground.says for ground in found["when"])
    assert found["how it was read"][0].says == "en: level full"


def test_a_sentence_tells_why_it_is_main_text(record: Record) -> None:
    assert "text" in told(record, "select id from sentences")["where it stands"][0].says


def test_a_rule_that_has_no_probability_says_so(record: Record) -> None:
    record.choose_coder("rules")
    record.build()
    found = told(record, "select id from statements where source like '%Lavrov%'")
    assert "the rule as a whole" in found["how sure it is"][0].says
