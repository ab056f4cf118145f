-- What comes out, with the codes of the scheme (section 11). `number` is the member's place in the roster.

create or replace temp view out_results as
select r.member as number, m.id as member, m.name, r.branch, r.variant, r.status, r.score, r.adjustment, r.band,
  r.veto, r.stars, r.weighted
from results r
join members m using (member);

create or replace temp view out_reasons as
select member as number, (row_number() over (partition by member order by part, component, day, ref))::integer
  as position, why, subject, have, need
from reasons;

create or replace temp view out_components as
select r.member as number, r.component as position, c.code as component, r.weight, r.score,
  r.part::decimal(38, 0) as part, r.ballots, r.kept, r.total, r.reason
from component_results r
join components c using (component);

create or replace temp view out_polled as
select p.member as number, c.code as component, p.position, p.item, p.sum, p.mean
from polled p
join components c using (component);

create or replace temp view out_tallies as
select t.member as number, t.place as position, c.code as component, p.tally, t.counts, t.score, t.start, t.earned,
  t.due, t.of_points, t.base, t.extra
from tallies t
join places p using (place)
join components c on c.component = t.component;

create or replace temp view out_items as
select i.member as number, i.item_slot as position, c.code as component, p.tally, s.section, s.code as item,
  i.due, i.sum, i.value
from items i
join item_slots s using (item_slot)
join places p on p.place = s.place
join components c on c.component = p.component;

create or replace temp view out_lines as
select l.member as number, l.slot as position, d.component, d.tally, d.item, d.rule, d.of_window, l.ref, l.day,
  l.have, l.need, l.raw, l.counted, l.reason
from lines l
join (
  select s.slot, c.code as component, p.tally, i.code as item, r.number as rule, s.of_window
  from slots s
  join rules r using (rule)
  join item_slots i on i.item_slot = s.item_slot
  join places p on p.place = s.place
  join components c on c.component = p.component
) d using (slot);

create or replace temp view out_uncounted as
select u.member as number, u.ref, u.day, s.kind, s.outcome
from uncounted u
join sorts s using (sort);
