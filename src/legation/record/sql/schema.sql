-- The record's tables. Days are ISO text; offsets are half-open Unicode code points of texts.text.
-- Every row that was read from a document names it, so that it is replaced and removed with it.

create table meta (key text primary key, value text not null) without rowid;

create table sources (
    id text primary key, -- SHA-256 of the bytes
    name text not null,
    size integer not null,
    added text not null
) without rowid;

create table documents (
    id text primary key, -- SHA-256 of the document's own bytes
    source text not null,
    member text not null,
    path text not null,
    media_type text not null,
    encoding text,
    url text,
    title text,
    author text,
    outlet text,
    outlet_country text,
    dates text not null, -- JSON: [[where it stands, as written], ...]
    stated text,
    given text not null, -- JSON: the origin as it was when added, from which it is read again
    added text not null,
    text text, -- texts.id of the version that the rows below rest on
    reader text,
    language text,
    level text,
    published text,
    published_earliest text,
    published_latest text,
    captured text,
    captured_earliest text,
    captured_latest text,
    copy_of text, -- the document it is a copy of, if any
    replaces text -- the earlier version of the article under the same URL, if any
) without rowid;
create index documents_by_source on documents (source);
create index documents_by_day on documents (published_earliest);
create index documents_by_outlet on documents (outlet, published_earliest);
create index documents_by_url on documents (url) where url is not null;

create table texts (
    id text primary key,
    document text not null,
    reader text not null,
    text text not null,
    sha256 text not null,
    chars integer not null
) without rowid;
create index texts_by_document on texts (document);

create table blocks (
    id text not null, document text not null, position integer not null,
    "start" integer not null, "end" integer not null,
    kind text not null, reason text not null, score real not null, words text not null,
    primary key (document, position)
) without rowid;

create table sentences (
    id text not null, document text not null, position integer not null,
    "start" integer not null, "end" integer not null, block integer not null, words text not null,
    primary key (document, position)
) without rowid;

create index sentences_by_id on sentences (id);

create table mentions (
    id text not null, document text not null, position integer not null,
    "start" integer not null, "end" integer not null,
    kind text not null, name text, confidence real not null, words text not null,
    actor text, -- whom it means as of the document's day: actors.id; null: not known
    office text, -- the office held that day, or as the document says: "kind:of" or "kind:of:at"
    on_behalf_of text, -- the state or organisation for which the actor speaks
    members text, -- of a collective as of the day: ids, joined by ";"
    antecedent text, -- the mention it points back to, as "start:end"
    place integer, -- 1 where the words name a place, no actor
    known_until text, -- "unknown as of": the tables end here
    reason text, -- rules that led to the actor; the whole of it is in reasons
    primary key (document, position)
) without rowid;
create index mentions_by_actor on mentions (actor) where actor is not null;

create table times (
    id text not null, document text not null, position integer not null,
    "start" integer not null, "end" integer not null, kind text not null,
    "when" text not null, earliest text, latest text, words text not null,
    primary key (document, position)
) without rowid;

create table statements (
    id text primary key,
    document text not null,
    text text not null, -- texts.id
    "start" integer not null, -- where the whole stands: first to last of its spans
    "end" integer not null,
    source text,
    cue text,
    content text not null, -- its pieces, joined by " … "
    manner text not null,
    relay text,
    speaker text, -- actors.id; several who speak as one are joined by ";"
    on_behalf_of text,
    addressee text,
    act text,
    hedging text, -- negated, conditional, possible, necessary, wished: those that hold, spaced
    "when" text not null,
    earliest text,
    latest text,
    venue text,
    nested_in text,
    confidence real,
    method text not null,
    said integer -- the same for the same words, whatever their case and marks; null: too few words
) without rowid;
create index statements_by_document on statements (document, "start");
create index statements_by_said on statements (said) where said is not null;

create table events (
    id text primary key,
    document text not null,
    text text not null,
    "start" integer not null, -- where the whole stands: words, actor, recipient, issue
    "end" integer not null,
    span text not null,
    words text, -- what names the deed, pieces joined by " … "
    kind text not null, -- a PLOVER type
    actor text, -- as written, coordinated ones joined by " … "
    recipient text,
    reciprocal integer, -- 1 where all stand in both roles
    issue text, -- what is asked, refused, praised, promised
    actors text, -- actors.id of the states, organisations, groups behind the words, joined by ";"
    recipients text,
    status text not null, -- occurred, planned, ongoing, alleged, hypothetical, negated
    mode text,
    context text, -- those that hold, spaced
    cues text, -- auxiliary modes that a word shows, spaced; the words are in spans
    "when" text not null,
    earliest text,
    latest text,
    "where" text,
    statement text, -- statements.id: told in it
    happening text, -- what happened, of which this is a mention
    confidence real,
    method text not null
) without rowid;
create index events_by_document on events (document, "start");
create index events_by_happening on events (happening) where happening is not null;

-- Who takes part in events: one row a state, organisation or group.
create table parties (
    event text not null, role text not null, position integer not null, actor text not null,
    document text not null,
    primary key (event, role, position)
) without rowid;
create index parties_by_actor on parties (actor);
create index parties_by_document on parties (document);

-- The spans of statements and events: one row a piece, with its words.
create table spans (
    "row" text not null, role text not null, piece integer not null,
    document text not null, text text not null,
    "start" integer not null, "end" integer not null, words text not null,
    primary key ("row", role, piece)
) without rowid;
create index spans_by_document on spans (document);

-- Why a row says what it says. `row` is a row's id, or "published:", "captured:", "read:" (what was
-- odd in its bytes), "statements:" or "events:" (what the readers of these left out) and a document's.
create table reasons (
    "row" text not null, position integer not null, document text not null,
    rule text not null, says text not null, "start" integer, "end" integer,
    earliest text, latest text, weight real not null, kept integer not null, words text,
    primary key ("row", position)
) without rowid;
create index reasons_by_document on reasons (document);

create table actors (
    id text primary key, kind text not null, name text not null, aliases text not null,
    since text, until text
) without rowid;
create table offices (
    id text primary key, kind text not null, "of" text not null, at text, title text
) without rowid;
create table tenures (
    holder text not null, office text not null, since text, until text, origin text not null,
    known_until text, precision text not null
);
create table memberships (
    member text not null, organisation text not null, role text not null, since text, until text,
    origin text not null, known_until text, precision text not null
);
create table formats (
    name text not null, organisation text, parties text not null, rule text not null
);
create index tenures_by_office on tenures (office, since);
create index memberships_by_organisation on memberships (organisation, since);

-- How many independent documents give a statement: the same words, and nobody else as their
-- speaker. Copies of one document count once in support, each in documents.
create view support as
select s.id as statement, max(1, count(distinct coalesce(d.copy_of, d.id))) as support,
       max(1, count(distinct d.id)) as documents
from statements s
left join statements t on t.said = s.said
    and coalesce(t.speaker, s.speaker, '') = coalesce(s.speaker, t.speaker, '')
left join documents d on d.id = t.document
group by s.id;

-- The office of a mention's actor on the document's own day, by the tables.
create view office_on as
select m.document, m.id as mention, m.actor, t.office, t.since, t.until, t.known_until,
       d.published_earliest as day
from mentions m
join documents d on d.id = m.document
join tenures t on t.holder = m.actor
    and (t.since is null or t.since <= d.published_latest)
    and coalesce(t.until, t.known_until, '9999') >= d.published_earliest;

-- Who belonged to what on the day of each document.
create view members_on as
select d.id as document, d.published_earliest as day, b.organisation, b.member, b.role
from documents d
join memberships b on (b.since is null or b.since <= d.published_earliest)
    and coalesce(b.until, '9999') >= d.published_earliest
where d.published_earliest is not null;

create table stances (
    id text primary key, basis text not null, actor text not null, issue text not null,
    value real not null, scale text not null, "when" text not null, earliest text, latest text,
    confidence real, method text not null
) without rowid;
create table positions (
    id text primary key, actor text not null, issue text not null, "when" text not null,
    earliest text, latest text, value real not null, low real not null, high real not null,
    basis text not null, confidence real, method text not null
) without rowid;
create table shifts (
    before text not null, after text not null, size real not null, confidence real, method text not null
);
create table contradictions (
    one text not null, other text not null, says text not null, confidence real, method text not null
);
create table commitments (
    actor text not null, kind text not null, towards text, "when" text not null, earliest text,
    latest text, basis text not null, confidence real, method text not null
);

-- What has been read by which version of each stage.
create table ledger (
    document text not null, stage text not null, version text not null, input text not null,
    primary key (document, stage)
) without rowid;

create table failures (
    document text primary key, path text not null, error text not null, "where" text not null,
    found text not null, expected text not null, "do" text not null
) without rowid;

-- One digest a document and table: a changed cell anywhere in its rows is found by `verify`.
create table digests (
    document text not null, "table" text not null, rows integer not null, digest text not null,
    primary key (document, "table")
) without rowid;

create table signatures (document text primary key, signature blob not null) without rowid;

create table tombstones (
    document text not null, path text not null, removed text not null, why text, rows text not null
);

-- Drives everything derived: full text and the lake follow it, deletions included.
create table changes (
    seq integer primary key autoincrement, document text not null, op text not null
);

-- A person's corrections: appended, chained, never changed.
create table corrections (
    seq integer primary key autoincrement, "row" text not null, field text not null, value text,
    who text not null, made text not null, why text not null, previous text not null,
    hash text not null
);
create trigger corrections_stand before update on corrections
begin select raise(abort, 'corrections are never changed'); end;
create trigger corrections_stay before delete on corrections
begin select raise(abort, 'corrections are never removed'); end;
