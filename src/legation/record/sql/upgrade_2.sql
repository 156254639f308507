-- From schema 2 to 3: events know their words, issue, parties and auxiliary modes.
alter table events add column words text;
alter table events add column reciprocal integer;
alter table events add column issue text;
alter table events add column actors text;
alter table events add column recipients text;
alter table events add column cues text;
alter table events add column happening text;
create index events_by_happening on events (happening) where happening is not null;
create table parties (
    event text not null, role text not null, position integer not null, actor text not null,
    document text not null,
    primary key (event, role, position)
) without rowid;
create index parties_by_actor on parties (actor);
create index parties_by_document on parties (document);
