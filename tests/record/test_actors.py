from __future__ import annotations

from pathlib import Path

import apsw

from legation.api import Record
from legation.record.schema import VERSION, read_sql, schema

OLD_MENTIONS = """
drop view office_on; drop view members_on; drop index mentions_by_actor;
drop index tenures_by_office; drop index memberships_by_organisation;
drop table mentions; alter table statements drop column hedging;
create table mentions (
    id text not null, document text not null, position integer not null,
    "start" integer not null, "end" integer not null,
    kind text not null, name text, confidence real not null, words text not null,
    primary key (document, position)
) without rowid;
"""


def _old_events() -> str:
    """Return what makes the tables of events those of schema 1."""
    old = (Path(__file__).parent / "schema_1.sql").read_text(encoding="utf-8")
    start = old.index("create table events")
    return "drop table parties; drop table events;" + old[start : old.index("-- The spans", start)]


def test_a_statement_knows_its_speaker_and_for_whom(record: Record) -> None:
    rows = list(record.sql("select speaker, on_behalf_of from statements where source like '%Lavrov'"))  # fmt: skip
    (row,) = rows
    assert row["on_behalf_of"] == "RUS"
    assert list(record.sql("select name from actors where id = ?", (row["speaker"],)))
    assert record.statements(actor="Лавров").num_rows == 1
    assert record.statements(actor="RUS").num_rows == 1


def test_sql_joins_the_office_of_the_day(record: Record) -> None:
    offices = {row["office"] for row in record.sql("select office from office_on")}
    assert "foreign_minister:RUS" in offices


def test_sql_asks_whether_a_speakers_state_was_a_member_that_day(record: Record) -> None:
    sql = """
    select s.on_behalf_of as state, b.organisation from statements s
    join members_on b on b.document = s.document and b.member = s.on_behalf_of
    where b.role = 'member' and b.organisation in ('CIS', 'NATO')
    """
    found = {(row["state"], row["organisation"]) for row in record.sql(sql)}
    assert ("RUS", "CIS") in found
    assert ("RUS", "NATO") not in found


def test_find_by_actor_and_facet(record: Record) -> None:
    from legation.record.search import Search

    assert record.find("", actor="Lavrov").total >= 1
    assert record.find("", actor="Russia").total >= 1
    assert "RUS" in Search(record.store).facets("")["actor"]


def test_a_mention_keeps_its_reasons_and_verify_re_reads_them(record: Record) -> None:
    (row,) = record.sql("select id, office, reason from mentions where words like '%Sergei Lavrov'")
    assert row["office"] == "foreign_minister:RUS"
    assert list(record.sql('select says from reasons where "row" = ?', (row["id"],)))
    assert record.verify().whole


def test_an_older_record_is_upgraded_in_place_and_read_again(record: Record) -> None:
    record.close()
    connection = apsw.Connection(str(record.folder / "legation.db"))
    connection.execute(OLD_MENTIONS + _old_events())
    connection.execute(  # what schema 4 added
        "drop view support; drop index statements_by_said; alter table statements drop column said"
    )
    connection.close()
    settings = record.folder / "legation.toml"
    settings.write_text(settings.read_text().replace(f"schema = {VERSION}", "schema = 1"))
    with Record.open(record.folder) as upgraded:
        assert (record.folder / "legation.schema-1.db").exists()
        assert upgraded.store.one("select count(*) from mentions") == 0
        upgraded.store.connection.execute("delete from ledger")
        assert upgraded.build().read == 1
        assert upgraded.store.one("select count(*) from mentions where actor = 'RUS'")
        assert upgraded.verify().whole


def test_the_upgrade_makes_the_columns_of_the_schema() -> None:
    connection = apsw.Connection(":memory:")
    connection.execute(read_sql("schema"))
    connection.execute(OLD_MENTIONS)
    connection.execute(read_sql("upgrade_1"))
    found = tuple(row[0] for row in connection.execute("select name from pragma_table_info('mentions')"))  # fmt: skip
    assert found == schema().columns["mentions"]


def test_a_records_own_tables_are_read_and_make_the_record_stale(record: Record) -> None:
    assert record.stale() == []
    row = "Ragnhild Moe,secretary_general,SCO,,Secretary-General,2009-01-01,2012-01-01,day,own,"
    header = "holder,kind,of,at,title,since,until,precision,origin,known_until"
    (record.folder / "tenures.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert [held.office for held in record.as_of("2010-05-01").actor("Ragnhild Moe")[0].offices] == ["secretary_general:SCO"]  # fmt: skip
    assert any(stage in record.stale()[0]["why"] for stage in ("names", "actors"))
    assert record.build().read == 1
    assert record.stale() == []


def test_display_names_are_a_setting_and_words_stay_as_written(record: Record) -> None:
    settings = record.folder / "legation.toml"
    settings.write_text(settings.read_text() + '\n[names]\nRUS = "Russian Federation"\n')
    assert record.build().read == 1
    (row,) = record.sql("select name from actors where id = 'RUS'")
    assert row["name"] == "Russian Federation"
    written = {r["words"] for r in record.sql("select words from mentions where actor = 'RUS'")}
    assert "Russian Federation" not in written
