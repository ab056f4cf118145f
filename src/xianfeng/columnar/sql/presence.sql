-- When a member was there: the row that holds on a day, which months count, who is assessed (section 3).
-- A moment is the number of a month, meaning its last day, or 0, meaning as_of.

create or replace temp table standing as
with ordered as (
  select member, branch, variant, list_sort(offices) as offices, from_day,
    row_number() over spells as nth, lead(from_day) over spells as following
  from rows
  window spells as (partition by member order by from_day nulls first)
)
select o.member, e.moment, o.branch, o.variant, o.offices
from ordered o
join ends e on (o.nth = 1 or o.from_day <= e.day) and (o.following is null or e.day < o.following);

create or replace temp table excused as
select distinct member, month(day) as month
from facts
where kind in (select kind from excusing) and day between first_day() and as_of();

create or replace temp table presence as
select r.member, m.month,
  bool_or(covers(r.from_day, r.to_day, m.first_day))
    and bool_or(covers(r.from_day, r.to_day, m.last_day))
    and not bool_or(x.member is not null) as counts
from rows r
cross join months m
left join excused x on x.member = r.member and x.month = m.month
group by r.member, m.month;

-- A course is how a year went month by month: what a member was at its end, and whether it counts.
-- Few members have a course of their own, so that whatever follows from it is computed once for many.

create or replace temp table profiles as
select row_number() over (order by variant, offices) as profile, variant, offices
from (select distinct variant, offices from standing);

create or replace temp table course_of as
with steps as (
  select p.member, list_sort(list((p.month * 1000000 + f.profile) * 2 + p.counts::integer)) as steps
  from presence p
  join standing s on s.member = p.member and s.moment = p.month
  join profiles f on f.variant = s.variant and f.offices = s.offices
  group by p.member
)
select m.member, dense_rank() over (order by s.steps) as course
from members m
left join steps s using (member);

create or replace temp table course_months as
with examples as (select course, min(member) as member from course_of group by course)
select e.course, p.month, f.profile, p.counts
from examples e
join presence p using (member)
join standing s on s.member = p.member and s.moment = p.month
join profiles f on f.variant = s.variant and f.offices = s.offices;

create or replace temp table shares as
select c.course, s.stretch,
  count(*) filter (m.counts) as counting,
  count(m.month) as ended,
  2 * count(*) filter (m.counts) >= count(m.month) as passes
from (select distinct course from course_of) c
cross join stretches s
left join course_months m on m.course = c.course and m.month between s.first_month and s.last_month
group by c.course, s.stretch;

create or replace temp table people as
select m.member, s.branch, s.variant, c.course, h.counting, h.ended,
  case when not v.assessed then 'variant' when not h.passes then 'away' end as absent
from members m
join standing s on s.member = m.member and s.moment = 0
join course_of c on c.member = m.member
join shares h on h.course = c.course and h.stretch = 0
join variants v on v.variant = s.variant;
