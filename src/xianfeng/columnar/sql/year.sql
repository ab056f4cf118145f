-- The year: the mean of its periods, stars into flags (section 9). Reads the results kept of every period.

create or replace temp table year_sums as
select member,
  case when count(*) = 0 then 'not_assessed' when bool_or(status = 'incomplete') then 'incomplete'
    else 'complete' end as status,
  coalesce(bool_or(veto), false) as veto,
  half_up(sum(score)::bigint, count(score)) as mean,
  sum(stars)::bigint as stars,
  coalesce(sum(stars // flag_stars()), 0)::bigint as flags_apart,
  coalesce(sum(stars % flag_stars()), 0)::bigint as left_apart
from period_results
where status <> 'not_assessed'
group by member;

create or replace temp table year_results as
with sums as (
  select m.member, coalesce(s.status, 'not_assessed') as status, coalesce(s.veto, false) as veto,
    case when s.status = 'complete' then s.mean end as score,
    case when s.status = 'complete' then s.stars end as stars,
    s.flags_apart, s.left_apart,
    coalesce(s.stars, 0) + case when carry() = 'always' then coalesce(c.stars, 0) else 0 end as together
  from members m
  left join year_sums s using (member)
  left join carried c using (member)
)
select s.member, s.status, s.score, b.band, s.veto, s.stars,
  case
    when s.score is null or flag_stars() is null then null
    when s.veto then 0
    when carry() = 'none' then flags_apart
    else together // flag_stars()
  end as flags,
  case
    when s.score is null or flag_stars() is null then null
    when carry() = 'none' then left_apart
    else together % flag_stars()
  end as stars_left
from sums s
left join bands b on b.position = band_reached(s.score, s.veto);

create or replace temp view out_year as
select y.member as number, m.id as member, y.status, y.score, y.band, y.veto, y.stars, y.flags, y.stars_left
from year_results y
join members m using (member);
