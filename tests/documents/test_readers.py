from __future__ import annotations

import gzip
import io
import json
import mailbox
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from legation.documents import (
    Member,
    apply_metadata,
    cluster_copies,
    copy_signature,
    find_inputs,
    list_members,
    read_document,
    read_metadata_table,
)
from legation.documents.blocks import mark_blocks
from legation.documents.decode import known_encoding
from legation.documents.html import flatten_html
from legation.documents.layout import Line
from legation.errors import (
    EmptyError,
    EncodingError,
    EncryptedError,
    InputError,
    PassedOverError,
    TableError,
    TooLargeError,
    UnreadableError,
    UsageError,
)
from legation.vocabulary import BlockKind, Document, Origin

STORY = (
    "The minister said that the treaty on conventional forces would be signed in Vienna next week."
)


def members(file: Path, **options: str) -> list[Member]:
    found = list(list_members(file, path=file.name, **options))
    assert all(isinstance(member, Member) for member in found), found
    return [member for member in found if isinstance(member, Member)]


def read_one(file: Path, **options: str) -> Document:
    (member,) = members(file, **options)
    return read_document(file, member.origin)


def write(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


# --- what is read ----------------------------------------------------------------------------


def test_text_is_untouched(tmp_path: Path) -> None:
    words = "A\r\nB\x00 e\u0301 \U0001f600 \u202eabc\u202c שלום\n\n" + STORY + "\n"
    assert read_one(write(tmp_path, "a.txt", words.encode())).text == words


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "iso-8859-2", "koi8-r"])
def test_an_encoding_is_used_and_said(tmp_path: Path, encoding: str) -> None:
    words = (
        "Министр заявил: договор подпишут."
        if encoding in ("cp1251", "koi8-r")
        else "Ministře, řekl: smlouvu."
    )
    file = write(tmp_path, "a.txt", words.encode(encoding))
    document = read_one(file, encoding=encoding)
    assert document.text.lstrip("\ufeff") == words
    assert document.origin.encoding == encoding


def test_a_declared_encoding_is_believed(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>Министр подписал договор. {STORY}</p></body></html>'
    assert "Министр" in read_one(write(tmp_path, "a.html", page.encode("cp1251"))).text


def test_a_page_gives_text_facts_and_dates(tmp_path: Path) -> None:
    page = f"""<html lang="en"><head><title>Treaty near | Paper</title><meta property="og:site_name" content="Paper">
    <meta property="article:published_time" content="2009-04-01T10:00:00Z"><script>var x = "no text";</script></head>
    <body><nav><a href="/">Home</a></nav><h1>Treaty near</h1><div style="display:none">hidden</div>
    <p>{STORY}</p><p>She added &amp; smiled: <b>bold</b><i>italic</i>.</p></body></html>"""
    document = read_one(write(tmp_path, "a.html", page.encode()))
    assert STORY in document.text
    assert "She added & smiled: bolditalic." in document.text
    assert "no text" not in document.text
    assert "hidden" not in document.text
    assert document.origin.outlet == "Paper"
    assert (
        "html:published:article:published_time",
        "2009-04-01T10:00:00Z",
    ) in document.origin.dates
    assert document.title == "Treaty near"


def test_word_pdf_and_mail(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph(STORY)
    word.add_table(rows=1, cols=1).rows[0].cells[0].text = "cell words"
    word.save(str(tmp_path / "a.docx"))
    assert STORY in read_one(tmp_path / "a.docx").text
    assert "cell words" in read_one(tmp_path / "a.docx").text
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 700, STORY[:60])
    canvas.save()
    assert STORY[:60] in read_one(tmp_path / "a.pdf").text
    message = EmailMessage()
    message["Subject"], message["Date"] = "Treaty", "Wed, 01 Apr 2009 10:00:00 +0200"
    message.set_content(STORY)
    document = read_one(write(tmp_path, "a.eml", bytes(message)))
    assert STORY in document.text.replace("\n", " ")
    assert document.origin.title == "Treaty"


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # warcio's writer leaves a file open
def test_containers_give_each_document_and_find_it_again(tmp_path: Path) -> None:
    stories = [f"{STORY} Point {n}." for n in range(3)]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for n, words in enumerate(stories):
            archive.writestr(f"folder/{n}.txt", words)
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"text": words, "date": "2009-04-01"}) + "\n" for words in stories)
    )
    (tmp_path / "a.csv").write_text(
        "title,text\n" + "".join(f't{n},"{words}"\n' for n, words in enumerate(stories))
    )
    box = mailbox.mbox(tmp_path / "a.mbox")
    for words in stories:
        message = EmailMessage()
        message["Subject"] = "s"
        message.set_content(words)
        box.add(message)
    box.close()
    items = "".join(
        f"<item><title>t</title><description>{words}</description></item>" for words in stories
    )
    (tmp_path / "a.rss").write_text(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'
    )
    with (tmp_path / "a.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for n, words in enumerate(stories):
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0"
            )
            body = io.BytesIO(f"<html><body><p>{words}</p></body></html>".encode())
            writer.write_record(
                writer.create_warc_record(
                    f"http://a.example/{n}", "response", payload=body, http_headers=headers
                )
            )
    for name in ("a.zip", "a.jsonl", "a.csv", "a.mbox", "a.rss", "a.warc.gz"):
        file = tmp_path / name
        found = [read_document(file, member.origin) for member in members(file)]
        texts = [" ".join(document.text.split()) for document in found]
        assert len(texts) == 3, name
        for words, text in zip(stories, texts, strict=True):
            assert words in text, name
        assert [d.id for d in found] == [m.id for m in members(file)], name


def test_facts_in_a_table_beside_the_files_win(tmp_path: Path) -> None:
    table = write(tmp_path, "meta.csv", b"file,title,outlet,date\na.txt,Mine,Paper,2009-04-01\n")
    origin = apply_metadata(
        Origin("s", path="x/a.txt", title="Theirs"), read_metadata_table(table).rows["a.txt"]
    )
    assert (origin.title, origin.outlet, origin.dates) == (
        "Mine",
        "Paper",
        (("meta:published:date", "2009-04-01"),),
    )
    with pytest.raises(TableError, match="line 2"):
        read_metadata_table(write(tmp_path, "bad.csv", b"file,title\na.txt\n"))
    with pytest.raises(TableError, match="column file or url"):
        read_metadata_table(write(tmp_path, "bad.csv", b"name,title\na.txt,b\n"))


# --- what is refused, and how ------------------------------------------------------------------


def refusal(file: Path) -> InputError:
    def read_all() -> None:
        for member in list_members(file, path=file.name):
            if isinstance(member, InputError):
                raise member
            read_document(file, member.origin)

    with pytest.raises(InputError) as caught:
        read_all()
    assert caught.value.where.startswith(file.name)
    return caught.value


def test_empty_and_binary_files(tmp_path: Path) -> None:
    assert isinstance(refusal(write(tmp_path, "a.txt", b"")), EmptyError)
    assert isinstance(refusal(write(tmp_path, "a.txt", b" \n\n ")), EmptyError)
    assert isinstance(refusal(write(tmp_path, "a.txt", bytes(range(256)) * 40)), EncodingError)
    assert isinstance(
        refusal(write(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n" + b"x" * 99)), UnreadableError
    )
    assert isinstance(refusal(write(tmp_path, "a.html", b"<html><body></body></html>")), EmptyError)


def test_a_wrong_encoding_is_said(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", "Żółć".encode("cp1250"))
    (found,) = list_members(file, path="a.txt", encoding="utf-8")
    assert isinstance(found, EncodingError)
    assert "--encoding" in str(found)
    with pytest.raises(UsageError, match="Python knows"):
        known_encoding("no-such-code")


def test_a_text_over_the_limit_is_refused_and_the_limit_can_be_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGATION_MAX_MB", "1")
    file = write(tmp_path, "a.txt", (STORY.encode() + b"\n") * 20_000)
    assert "LEGATION_MAX_MB" in str(refusal(file))
    monkeypatch.setenv("LEGATION_MAX_MB", "5")
    assert len(read_one(file).text) > 1_000_000


def test_a_line_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    document = read_one(write(tmp_path, "a.txt", b"word " * 2_000_000))
    assert len(document.text) == 10_000_000
    assert len(document.blocks) == 1


def test_pdfs_that_hold_no_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 700, STORY)
    canvas.save()
    assert isinstance(refusal(tmp_path / "locked.pdf"), EncryptedError)
    canvas = Canvas(str(tmp_path / "picture.pdf"))
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()
    assert "text recognition" in str(refusal(tmp_path / "picture.pdf"))
    assert isinstance(refusal(write(tmp_path, "cut.pdf", b"%PDF-1.7\n%%EOF")), UnreadableError)


def test_a_zip_bomb_a_name_that_climbs_and_a_broken_entry(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * 50_000_000)
        archive.writestr("../../climb.txt", STORY)
        archive.writestr("good.txt", STORY)
    found = list(list_members(file, path="a.zip"))
    assert [type(member) for member in found] == [TooLargeError, UnreadableError, Member]
    assert not (tmp_path.parent.parent / "climb.txt").exists()
    assert isinstance(refusal(write(tmp_path, "cut.zip", file.read_bytes()[:200])), UnreadableError)


def test_broken_containers_give_what_is_whole(tmp_path: Path) -> None:
    rows = (
        json.dumps({"text": STORY}) + "\n{broken\n[1]\n" + json.dumps({"text": STORY + " b"}) + "\n"
    )
    found = list(list_members(write(tmp_path, "a.jsonl", rows.encode()), path="a.jsonl"))
    assert [isinstance(member, Member) for member in found] == [True, False, False, True]
    assert "line 2" in str(found[1])
    ragged = f"title,text\na,{STORY}\nb\nc,{STORY} c\n"
    found = list(list_members(write(tmp_path, "a.csv", ragged.encode()), path="a.csv"))
    assert [isinstance(member, Member) for member in found] == [True, False, True]
    assert isinstance(refusal(write(tmp_path, "b.csv", b"name,age\na,3\n")), TableError)
    assert isinstance(
        refusal(write(tmp_path, "a.warc.gz", gzip.compress(b"WARC/1.0\r\nWARC-Type: resp")[:20])),
        InputError,
    )
    assert isinstance(
        refusal(write(tmp_path, "a.docx", b"PK\x03\x04word/document.xml cut off")), UnreadableError
    )


def test_links_that_lead_back_are_said_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "a.txt", STORY.encode())
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in" / "self")
    found = list(find_inputs([tmp_path / "in", tmp_path / "missing"]))
    assert sum(isinstance(item, Path) and item.name == "a.txt" for item in found) == 1
    assert any("link back" in str(item) for item in found if isinstance(item, InputError))
    assert any("no such file" in str(item) for item in found if isinstance(item, InputError))


@given(st.text(max_size=300))
def test_any_html_is_flattened_with_lines_inside_the_text(words: str) -> None:
    try:
        layout = flatten_html(f"<div><p>{words}</p><table><td>{words}<script>x</div>")
    except EmptyError:
        return
    last = 0
    for line in layout.lines:
        assert last <= line.start < line.end <= len(layout.text)
        last = line.end


def test_deep_nesting_is_no_error() -> None:
    assert STORY in flatten_html("<div>" * 200 + STORY + "</div>" * 3).text
    flatten_html("<div>" * 20_000 + STORY)


# --- blocks and copies -------------------------------------------------------------------------


@given(st.text(max_size=400))
def test_every_sign_lies_in_exactly_one_block(text: str) -> None:
    blocks = mark_blocks(text, "d")
    covered = [n for block in blocks for n in range(block.span.start, block.span.end)]
    assert len(covered) == len(set(covered))
    breaks = set("\n\r\x0b\x0c\x85\u2028\u2029")
    assert {n for n, sign in enumerate(text) if not sign.isspace() and sign not in breaks} <= set(
        covered
    )


def test_a_pitch_in_mid_article_and_furniture_are_no_main_text() -> None:
    story = [
        f"The minister said on point {n} that the treaty on forces in Europe would be kept by his government."
        for n in range(6)
    ]
    lines = [
        "Home", "Sport", "Treaty will be kept, minister says", *story[:3],
        "Subscribe now for a 30 day free trial. Cancel anytime.", "If you already have an account, log in here.",
        *story[3:], "Read also:", "Five soups for cold evenings", "© Paper. All rights reserved.",
    ]  # fmt: skip
    text = "\n\n".join(lines)
    kinds = {block.span.words(text): block for block in mark_blocks(text, "d")}
    assert all(kinds[line].main for line in story)
    assert kinds["Treaty will be kept, minister says"].kind is BlockKind.TITLE
    for line in set(lines) - set(story) - {"Treaty will be kept, minister says"}:
        assert not kinds[line].main, line


@pytest.mark.parametrize(
    "words",
    [
        'Tunis, 7 October 2011. The mediator said: "Both sides keep the truce."',
        "Tunis, 7 October 2011. The mediator left.",
        "The mediator said that both sides would keep the truce.",
        "שני הצדדים ישמרו על הפסקת האש.",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "<html><body><p>{}</p></body></html>"])
def test_the_only_paragraph_is_main_text(tmp_path: Path, words: str, frame: str) -> None:
    name = "a.html" if "<" in frame else "a.txt"
    found = read_one(write(tmp_path, name, frame.format(words).encode()))
    assert [block.kind for block in found.blocks] == [BlockKind.TEXT]


@pytest.mark.parametrize("words", [STORY, "The mediator said: “Both sides keep the truce.”"])
def test_of_paragraphs_that_only_repeat_the_first_is_text(words: str) -> None:
    kinds = [block.kind for block in mark_blocks("\n\n".join([words] * 8), "d")]
    assert kinds[0] is BlockKind.TEXT
    assert set(kinds[1:]) == {BlockKind.REPEAT}


def test_a_line_with_nothing_but_the_dateline_is_one() -> None:
    blocks = mark_blocks("TUNIS, 7 October 2011 --\n\n" + f"{STORY} {STORY}\n\n" + STORY * 3, "d")
    assert blocks[0].kind in (BlockKind.DATELINE, BlockKind.PAGE_DATE)


def test_headings_head_something_and_are_numbered_as_one_list() -> None:
    story = [
        f"The commission wrote on point {n} that the river border between the two states would be kept open."
        for n in range(6)
    ]
    lines = [
        "A border and its river", "1. How it began", *story[:3], "2. What is left", *story[3:],
        "Search by... Author", "Show... All Results Reviewed Sources", "© Paper. All rights reserved.",
    ]  # fmt: skip
    text = "\n\n".join(lines)

    def score(text: str, found: Sequence[Line]) -> list[float]:
        words = [text[line.start : line.end] for line in found]
        return [0.1 if w in (lines[1], lines[-1]) or "Search" in w else 0.9 for w in words]

    blocks = mark_blocks(text, "d", scorer=score)
    kinds = {block.span.words(text): block.kind for block in blocks}
    assert kinds["1. How it began"] is kinds["2. What is left"] is BlockKind.HEADING
    assert kinds["Show... All Results Reviewed Sources"] is BlockKind.OTHER
    assert all(kinds[words] is BlockKind.TEXT for words in story)


def test_teasers_with_whole_sentences_are_no_main_text_where_a_list_names_them() -> None:
    story = [
        f"Negotiators from both capitals met for session {n} on the river border and its customs posts."
        for n in range(5)
    ]
    teaser = "Harbour workers walked out on Friday after talks on pay broke down, and ferries stayed in port."
    lines = [
        "River border talks resume", *story, "Background", "Harbour strike halts ferries", teaser,
        "Latest news", "1. Harbour strike halts ferries", "2. Rains delay the wheat harvest in the north",
    ]  # fmt: skip
    text = "\n\n".join(lines)
    main = [block.span.words(text) for block in mark_blocks(text, "d") if block.main]
    assert main == story


@pytest.mark.parametrize(
    "story",
    [
        "Министр иностранных дел России Сергей Лавров заявил в Брюсселе, что Москва готова продолжать переговоры о договоре.",
        "Der Außenminister sagte am Mittwoch in Brüssel, die Verhandlungen über den Vertrag würden im Herbst fortgesetzt.",
        "Le ministre a déclaré mercredi à Bruxelles que les négociations sur le traité reprendraient à l'automne prochain.",
        "საგარეო საქმეთა მინისტრმა ბრიუსელში განაცხადა, რომ მოლაპარაკებები ხელშეკრულების შესახებ შემოდგომაზე გაგრძელდება.",
    ],
)
def test_articles_in_other_languages_are_kept(story: str) -> None:
    text = "\n\n".join(f"{story} {n}." for n in range(6))
    blocks = mark_blocks(text, "d")
    main = sum(block.span.end - block.span.start for block in blocks if block.main)
    assert main > 0.8 * len(text)


def test_near_copies_are_found_and_others_are_not() -> None:
    story = [
        f"On point {n} of the agenda the {w} delegation asked for a vote and lost it."
        for n, w in enumerate("Dutch Greek Danish Polish Czech Irish Latvian Maltese".split())
    ]
    other = [
        f"Farmers in region {n} brought in {n * 7} tonnes of barley before the rain came."
        for n in range(8)
    ]
    texts = {
        "a": " ".join(story),
        "b": "WIRE SERVICE -- " + " ".join(story) + " Reprinted with permission.",
        "c": " ".join(story[:4]),
        "d": " ".join(other),
    }
    assert cluster_copies({key: copy_signature(text) for key, text in texts.items()}) == [
        ["a", "b", "c"]
    ]


# --- encodings that are found ------------------------------------------------------------------

SAID = {
    "fr": "Le ministre français des Affaires étrangères a déclaré que le traité serait signé à Genève, où il ira.",
    "de": "Der Außenminister erklärte in Brüssel, die Verhandlungen über den Vertrag würden fortgesetzt.",
    "pl": "Minister spraw zagranicznych oświadczył w środę, że rozmowy o układzie zostaną wznowione jesienią.",
    "cs": "Ministr zahraničí v Bruselu řekl, že jednání o smlouvě budou pokračovat na podzim příštího roku.",
    "tr": "Dışişleri Bakanı çarşamba günü yaptığı açıklamada, antlaşma görüşmelerinin süreceğini söyledi.",
    "ru": "Министр иностранных дел заявил в среду, что переговоры о договоре будут продолжены осенью.",
    "uk": "Міністр закордонних справ заявив, що переговори про договір продовжаться, і поїхав із Києва.",
    "el": "Ο υπουργός Εξωτερικών δήλωσε ότι οι διαπραγματεύσεις για τη συνθήκη θα συνεχιστούν το φθινόπωρο.",
    "en": "The minister said — “we won’t yield” — that talks on the treaty would go on in the café at noon.",
    "ja": "外相は水曜日、ブリュッセルで、条約に関する交渉は秋に再開されると述べた。",
}


@pytest.mark.parametrize(
    ("language", "encoding", "named"),
    [
        ("fr", "cp1252", "cp1252"), ("fr", "iso-8859-15", "cp1252"), ("de", "cp1252", "cp1252"),
        ("en", "cp1252", "cp1252"), ("pl", "cp1250", "cp1250"), ("pl", "iso-8859-2", "iso-8859-2"),
        ("cs", "cp1250", "cp1250"), ("cs", "iso-8859-2", "iso-8859-2"), ("tr", "cp1254", "cp1254"),
        ("ru", "cp1251", "cp1251"), ("ru", "koi8-r", "koi8-r"), ("ru", "cp866", "cp866"),
        ("uk", "cp1251", "cp1251"), ("uk", "koi8-u", "koi8-u"), ("el", "cp1253", None),
        ("ja", "shift_jis", "cp932"), ("ja", "euc-jp", "euc-jp"),
    ],
)  # fmt: skip
def test_the_encoding_of_text_that_declares_none_is_found(
    tmp_path: Path, language: str, encoding: str, named: str | None
) -> None:
    content = SAID[language].encode(encoding, "ignore")
    document = read_one(write(tmp_path, "a.txt", content))
    assert document.text == content.decode(encoding)
    assert named in (None, document.origin.encoding)
    assert not document.notes


def test_an_encoding_that_is_not_the_declared_one_is_said(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="utf-8"></head><body><p>{SAID["fr"]}</p></body></html>'
    document = read_one(write(tmp_path, "a.html", page.encode("cp1252")))
    assert SAID["fr"] in document.text
    assert [reason.says for reason in document.notes] == [
        "declares utf-8, but its bytes are cp1252"
    ]


def test_damaged_text_is_read_and_its_broken_signs_are_counted(tmp_path: Path) -> None:
    cut = SAID["pl"].encode()[:-2] + b"\xc5 i"
    for content in (cut, b"The envoy said \xff that the \xfe caf\x81 treaty was signed in spring."):
        document = read_one(write(tmp_path, "a.txt", content))
        assert document.origin.encoding == "utf-8"
        assert "\ufffd" in document.text
        assert "replaced" in document.notes[0].says


def test_a_table_in_an_encoding_of_its_own_is_found_again(tmp_path: Path) -> None:
    file = write(tmp_path, "a.csv", f"title;text\nt;{SAID['cs']}\n".encode("cp1250"))
    assert read_one(file, encoding="cp1250").text == SAID["cs"]
    assert read_one(file).text == SAID["cs"]


def test_a_table_with_nothing_in_it_is_said(tmp_path: Path) -> None:
    assert isinstance(refusal(write(tmp_path, "a.csv", b"\n\n")), EmptyError)


# --- archives and pages that are not what they seem --------------------------------------------


def test_hidden_names_are_told_and_names_of_any_system_that_climb_are_refused(
    tmp_path: Path,
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("..\\..\\win.txt", "C:\\evil.txt", "/root.txt", ".draft.txt", ".git/config"):
            archive.writestr(name, STORY)
        archive.writestr("good.txt", STORY)
    found = list(list_members(tmp_path / "a.zip", path="a.zip"))
    kinds = [type(member).__name__ for member in found]
    assert kinds == ["UnreadableError"] * 3 + ["PassedOverError"] * 2 + ["Member"]
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", ".secret.txt", STORY.encode())
    assert [type(item) for item in find_inputs([tmp_path / "in"])] == [PassedOverError]
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(".draft.txt", STORY)
    assert "but 1 hidden" in str(list(list_members(tmp_path / "b.zip", path="b.zip"))[-1])


def word_of(tmp_path: Path, inside: bytes) -> Path:
    file = tmp_path / "a.docx"
    word = docx.Document()
    word.add_paragraph("MARK")
    word.save(str(file))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"MARK", inside)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def test_a_word_file_that_unpacks_to_too_much_is_refused_before_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = refusal(word_of(tmp_path, b"a" * 30_000_000))
    assert isinstance(refused, TooLargeError)
    assert "word/document.xml" in refused.where
    monkeypatch.setenv("LEGATION_MAX_MB", "1")
    varied = b" ".join(str(n * n).encode() for n in range(200_000))
    assert isinstance(refusal(word_of(tmp_path, varied)), TooLargeError)


def test_an_archive_that_lies_about_its_sizes_gives_no_more_than_it_says(tmp_path: Path) -> None:
    file = word_of(tmp_path, b"a" * 30_000_000)
    content = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (2000).to_bytes(4, "little"))
    assert lying != content
    assert isinstance(refusal(write(tmp_path, "lying.docx", lying)), UnreadableError)


def test_no_paragraph_of_a_long_page_is_lost() -> None:
    page = "".join(f"<p>Point {n} of the treaty was read.</p>" for n in range(5000))
    assert len(flatten_html(f"<html><body>{page}</body></html>").lines) == 5000


@pytest.mark.parametrize("depth", [1000, 3000, 20_000])
def test_words_nested_deeper_than_the_parser_goes_are_read(depth: int) -> None:
    page = f"<p>first</p>{'<div>' * depth}{STORY}{'</div>' * depth}<p>after</p>"
    found = [words.strip() for words in flatten_html(page).text.split("\n\n")]
    assert found[:3] == ["first", STORY, "after"]


def test_an_article_on_one_line_is_no_notice_whatever_it_speaks_of(tmp_path: Path) -> None:
    story = "The court in Nairobi heard how your music and mine is sold, and what copyright means. "
    document = read_one(write(tmp_path, "a.txt", (story * 30).encode()))
    assert [block.main for block in document.blocks] == [True]


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize(
    "dateline", ["QUITO, 9 August 2013 --", "HANOI, Aug 9 (Reuters) -", "Riga, 4 June 2004"]
)
@pytest.mark.parametrize(
    "paragraph",
    [
        "The harbour master said that no ship had left since the strike began on the previous evening.",
        "Asked about the fence, the shepherd answered: ''Nobody ever told us where the border runs.''",
        "The dam holds (the engineers who built it were asked twice, and said so on both occasions.)",
    ],
)
def test_a_paragraph_under_a_dateline_is_read_however_often_it_stands(
    tmp_path: Path, times: int, dateline: str, paragraph: str
) -> None:
    text = "\n\n".join([dateline, *[paragraph] * times])
    document = read_one(write(tmp_path, "a.txt", text.encode()))
    kept = [b.span.words(document.text) for b in document.blocks if b.kind is BlockKind.TEXT]
    assert kept == [paragraph]
