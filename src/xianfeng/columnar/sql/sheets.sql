-- The score of a sheet in a tally: items, rescaling, extra points, bounds (section 5).

create or replace temp table item_sums as
select member, item_slot, sum(counted)::bigint as counted, bool_or(reason <> 'nothing_due') as any_due
from lines
group by member, item_slot;

create or replace temp table each_items as
select distinct t.track, t.item_slot
from track_slots t
join rules r using (rule)
where r.measure = 'each';

create or replace temp table items as
select a.member, i.item_slot,
  e.item_slot is not null or coalesce(s.any_due, false) as due,
  case when due then i.start + coalesce(s.counted, 0) end as sum,
  case when due then clamp(sum, i.least, i.most) end as value
from assessed a
join track_items t using (track)
join item_slots i on i.item_slot = t.item_slot
left join each_items e on e.track = a.track and e.item_slot = t.item_slot
left join item_sums s on s.member = a.member and s.item_slot = t.item_slot
anti join answered n on n.member = a.member and n.item_slot = i.item_slot
where i.by_facts;

create or replace temp table sections_of as
select i.member, s.place, s.section, sum(i.value)::bigint as value, sum(s.points) filter (i.due) as points
from items i
join item_slots s using (item_slot)
group by i.member, s.place, s.section;

create or replace temp table filled as
select s.member, s.place,
  coalesce(sum(s.value) filter (c.required), 0)::bigint as earned,
  coalesce(sum(s.points) filter (c.required), 0)::bigint as due,
  coalesce(sum(clamp(s.value, c.least, c.most)) filter (not c.required), 0)::bigint as extra
from sections_of s
join places p using (place)
join sections c on c.component = p.component and c.section = s.section
group by s.member, s.place;

-- Points that raters gave, of the points of the items they answered.
create or replace temp table prefilled as
select p.member, p.component, p.mean, coalesce(sum(i.points), 0)::bigint as points
from polls p
join components c using (component)
join assessed a using (member)
left join answered n on n.member = p.member and n.component = p.component
left join item_fits f on f.item = n.item and f.variant = a.variant
left join item_slots i on i.item_slot = n.item_slot and f.item is not null
where c.prefilled and p.mean is not null
group by p.member, p.component, p.mean;

create or replace temp table tallies as
with sums as (
  select a.member, t.component, t.place, c.prefilled or h.passes as counts,
    c.start, c.required as of_points, c.least, c.most,
    coalesce(f.earned, 0) + coalesce(p.mean, 0) as earned,
    coalesce(f.due, 0) + coalesce(p.points, 0) as due,
    coalesce(f.extra, 0) as extra
  from assessed a
  join track_places t using (track)
  join components c on c.component = t.component
  join shares h on h.course = a.course and h.stretch = t.place
  left join filled f on f.member = a.member and f.place = t.place
  left join prefilled p on p.member = a.member and p.component = t.component
  where not c.prefilled or p.member is not null
)
select member, component, place, counts, start, earned, due, of_points, extra,
  case
    when of_points > 0 and due = 0 then null
    when due = of_points then earned
    else half_up(earned * of_points, due)
  end as base,
  case when base is not null then clamp(start + base + extra, least, most) end as score
from sums;
