-- From schema 3 to 4: statements with the same words are found, and how many documents give them.
alter table statements add column said integer;
create index statements_by_said on statements (said) where said is not null;
create view support as
select s.id as statement, max(1, count(distinct coalesce(d.copy_of, d.id))) as support,
       max(1, count(distinct d.id)) as documents
from statements s
left join statements t on t.said = s.said
    and coalesce(t.speaker, s.speaker, '') = coalesce(s.speaker, t.speaker, '')
left join documents d on d.id = t.document
group by s.id;
