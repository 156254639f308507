-- From schema 1 to 2: mentions know whom they mean, statements their hedging; views of the day.
alter table statements add column hedging text;
alter table mentions add column actor text;
alter table mentions add column office text;
alter table mentions add column on_behalf_of text;
alter table mentions add column members text;
alter table mentions add column antecedent text;
alter table mentions add column place integer;
alter table mentions add column known_until text;
alter table mentions add column reason text;
create index mentions_by_actor on mentions (actor) where actor is not null;
create index tenures_by_office on tenures (office, since);
create index memberships_by_organisation on memberships (organisation, since);
create view office_on as
select m.document, m.id as mention, m.actor, t.office, t.since, t.until, t.known_until,
       d.published_earliest as day
from mentions m
join documents d on d.id = m.document
join tenures t on t.holder = m.actor
    and (t.since is null or t.since <= d.published_latest)
    and coalesce(t.until, t.known_until, '9999') >= d.published_earliest;
create view members_on as
select d.id as document, d.published_earliest as day, b.organisation, b.member, b.role
from documents d
join memberships b on (b.since is null or b.since <= d.published_earliest)
    and coalesce(b.until, '9999') >= d.published_earliest
where d.published_earliest is not null;
