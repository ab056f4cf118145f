-- What is looked at for whom: components with a weight, then items and rules by variant (sections 3, 4, 7).

create or replace temp table resolved as
select r.member, c.component, r.weight, r.document
from resolutions r
join components c on c.code = r.component
where r.period = period();

create or replace temp table weights as
select p.member, w.component, w.weight
from people p
join scheme_weights w using (variant)
where p.absent is null and w.weight <> 0 and p.member not in (select member from resolved)
union all
select p.member, r.component, r.weight
from people p
join resolved r using (member)
where p.absent is null and r.weight <> 0;

-- A track is what decides which items and rules hold: the variants at the ends of tallies, the components.

create or replace temp table assessed as
with at_ends as (
  select s.member, list_sort(list(s.moment || s.variant)) as variants
  from standing s
  where s.moment in (select moment from places) or s.moment = 0
  group by s.member
),
looked_at as (
  select member, list_sort(list(component)) as components from weights group by member
)
select p.member, p.branch, p.variant, p.course,
  dense_rank() over (order by e.variants, l.components) as track
from people p
join at_ends e using (member)
left join looked_at l using (member)
where p.absent is null;

create or replace temp table track_places as
with examples as (select track, min(member) as member from assessed group by track)
select e.track, p.place, p.component, s.variant
from examples e
join weights w using (member)
join places p using (component)
join standing s on s.member = e.member and s.moment = p.moment;

create or replace temp table track_items as
select t.track, i.item_slot, i.item
from track_places t
join item_slots i using (place)
join item_fits f on f.item = i.item and f.variant = t.variant;

create or replace temp table track_slots as
select t.track, s.slot, s.rule, s.item_slot
from track_places t
join slots s using (place)
join rule_fits f on f.rule = s.rule and f.variant = t.variant;
