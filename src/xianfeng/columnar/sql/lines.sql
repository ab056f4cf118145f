-- How facts become points: one line a fact for `each`, one a window for every other measure (section 6).

create or replace temp table diary as
select f.member, cell(a.track, month(f.day), s.sort) as cell, f.ref, f.day, f.quantity
from facts f
join assessed a using (member)
join sorts s using (kind, outcome)
where f.day between first_day() and as_of();

-- ---- each

-- Without a cap, `times` or steps, every fact is worth what it is worth by itself.
create or replace temp table earning as
select cell(t.track, m.month, o.sort) as cell, s.slot, s.item_slot, r.sign, l.worth, r.judged_least, r.judged_most
from rules r
join looks l using (rule)
join sorts o using (kind, outcome)
join slots s using (rule)
join track_slots t on t.slot = s.slot
join calendar m on m.month between s.own_month and s.last_month
where r.measure = 'each' and not r.limited and l.matched;

-- With one of them, it depends on the earlier facts of the window (a span is a window of a rule), also on
-- those that belong to no tally in which the rule holds and so give no line of their own.
create or replace temp table own_slots as
select t.track, s.rule, m.month, s.slot, s.item_slot
from slots s
join track_slots t using (slot)
join calendar m on m.month between s.own_month and s.last_month;

create or replace temp table limiting as
select cell(t.track, m.month, o.sort) as cell, s.span, r.rule, w.slot, w.item_slot, l.worth,
  r.judged_least, r.judged_most, r.per is not null as by_steps
from rules r
join looks l using (rule)
join sorts o using (kind, outcome)
join (select rule, span, min(first_month) as first_month, max(last_month) as last_month from slots group by rule, span) s
  using (rule)
join (select distinct track, rule from track_slots) t on t.rule = r.rule
join calendar m on m.month between s.first_month and s.last_month
left join own_slots w on w.track = t.track and w.rule = r.rule and w.month = m.month
where r.measure = 'each' and r.limited and l.matched;

create or replace temp view plain_each as
select d.member, e.slot, e.item_slot, d.ref, d.day, d.quantity::bigint as have, null::bigint as need,
  e.sign * coalesce(e.worth, clamp(d.quantity, e.judged_least, e.judged_most)) as raw,
  raw as counted, 'counted' as reason
from diary d
join earning e using (cell);

-- What runs up in a window: quantities where steps are counted, else values.
create or replace temp view running as
select d.member, d.ref, d.day, d.quantity, l.rule, l.slot, l.item_slot, l.worth,
  case
    when l.by_steps then d.quantity
    else coalesce(l.worth, clamp(d.quantity, l.judged_least, l.judged_most))
  end as amount,
  row_number() over earlier as number,
  sum(amount) over earlier as so_far
from diary d
join limiting l using (cell)
window earlier as (partition by d.member, l.span order by d.day, d.ref rows unbounded preceding);

-- The values of a rule with steps add up to the points of the steps so far.
create or replace temp view valued as
select f.member, f.ref, f.day, f.quantity, f.slot, f.item_slot, r.sign, r.at_most,
  coalesce(f.number > r.times, false) as beyond,
  case
    when coalesce(f.number > r.times, false) then 0
    when r.per is null then f.amount
    else f.worth * (f.so_far::bigint // r.per - (f.so_far::bigint - f.quantity) // r.per)
  end as value,
  case when r.per is null then f.so_far::bigint else f.worth * (f.so_far::bigint // r.per) end as used
from running f
join rules r using (rule)
where f.slot is not null;

create or replace temp view limited_each as
select member, slot, item_slot, ref, day, quantity::bigint as have, null::bigint as need,
  sign * value as raw,
  case when beyond then 0 else sign * (least(at_most, used) - least(at_most, used - value)) end as counted,
  case when beyond then 'times' when counted = raw then 'counted' else 'at_most' end as reason
from valued;

-- ---- all other measures

create or replace temp table reading as
select cell(t.track, m.month, o.sort) as cell, s.slot, r.measure, l.matched, l.met, l.worth
from rules r
join looks l using (rule)
join sorts o using (kind, outcome)
join slots s using (rule)
join track_slots t on t.slot = s.slot
join calendar m on m.month between s.first_month and s.last_month
where r.measure <> 'each';

create or replace temp table found as
select d.member, r.slot,
  count(*) as listed,
  count(*) filter (r.matched) as facts,
  count(*) filter (r.met) as met,
  coalesce(sum(d.quantity) filter (r.matched), 0)::bigint as quantity,
  coalesce(sum(r.worth) filter (r.matched), 0)::bigint as worth
from diary d
join reading r using (cell)
group by d.member, r.slot;

create or replace temp table latest as
select d.member, r.slot, d.ref, d.day, r.worth
from diary d
join reading r using (cell)
where r.measure = 'latest' and r.matched
qualify row_number() over (partition by d.member, r.slot order by d.day desc, d.ref desc) = 1;

-- The target to date: the months that count, each at the target of its last day.
create or replace temp table targets as
select f.profile, t.rule, arg_min(t.amount, t.position) as amount
from profiles f
join scheme_targets t
  on t.fits = 'otherwise' or t.fits = f.variant or list_contains(f.offices, t.fits)
group by f.profile, t.rule;

create or replace temp table needs as
with totals as (
  select c.course, s.slot, coalesce(sum(t.amount) filter (m.counts), 0)::bigint as total
  from (select distinct course from assessed) c
  cross join slots s
  left join course_months m on m.course = c.course and m.month between s.first_month and s.needed_month
  left join targets t on t.profile = m.profile and t.rule = s.rule
  where s.needed_month is not null
  group by c.course, s.slot
)
select t.course, t.slot,
  case r.counting
    when 'facts' then 100 * half_up(t.total, 100 * s.unit_months)
    else half_up(t.total, s.unit_months)
  end as need
from totals t
join slots s using (slot)
join rules r using (rule);

create or replace temp view seen as
select a.member, s.slot, s.item_slot, s.judged, r.measure, r.points, r.per, r.if_none, r.none_points,
  l.ref, l.day, l.worth as last_worth, n.need,
  coalesce(f.listed, 0) as listed,
  coalesce(f.facts, 0) as facts,
  coalesce(f.met, 0) as met,
  coalesce(f.worth, 0) as worth,
  coalesce(case r.counting when 'facts' then 100 * f.facts else f.quantity end, 0) as have
from assessed a
join track_slots t using (track)
join slots s on s.slot = t.slot
join rules r on r.rule = s.rule
left join found f on f.member = a.member and f.slot = s.slot
left join latest l on l.member = a.member and l.slot = s.slot
left join needs n on n.course = a.course and n.slot = s.slot
where r.measure <> 'each';

create or replace temp view window_lines as
select member, slot, item_slot, ref, day,
  case measure when 'ratio' then 100 * met when 'latest' then last_worth
    when 'average' then case when facts > 0 then worth end else have end as have,
  case measure when 'ratio' then 100 * facts when 'latest' then null
    when 'average' then case when facts > 0 then 100 * facts end else need end as need,
  case
    when measure in ('ratio', 'latest', 'average') and facts > 0 then 'counted'
    when measure in ('ratio', 'latest', 'average') and (listed > 0 or if_none = 'skip') then 'nothing_due'
    when measure in ('ratio', 'latest', 'average') then 'no_facts'
    when need = 0 or not judged then 'nothing_due'
    else 'counted'
  end as reason,
  case
    when reason = 'nothing_due' then 0
    when reason = 'no_facts' then none_points
    when measure = 'ratio' then half_up(points * met, facts)
    when measure = 'latest' then last_worth
    when measure = 'average' then half_up(worth, facts)
    when measure = 'reach' then half_up(points * least(have, need), need)
    else points * (greatest(0, need - have) // per)
  end as points
from seen;

create or replace temp table lines as
with every_line as (
  select member, slot, item_slot, ref, day, have, need, raw, counted, reason from plain_each
  union all
  select member, slot, item_slot, ref, day, have, need, raw, counted, reason from limited_each
  union all
  select member, slot, item_slot, ref, day, have, need, points, points, reason from window_lines
)
select l.member, l.slot, l.item_slot, l.ref, l.day, l.have, l.need, l.raw, l.counted,
  l.reason::enum ('counted', 'times', 'at_most', 'nothing_due', 'no_facts') as reason
from every_line l
anti join answered n on n.member = l.member and n.item_slot = l.item_slot;
