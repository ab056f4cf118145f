-- Components, the result, its band and reasons (sections 7 and 8).

create or replace temp table tally_means as
select member, component,
  case when count(score) filter (counts) > 0
    then half_up(sum(score) filter (counts)::bigint, count(score) filter (counts)) end as mean,
  any_value(score) as only_score,
  bool_or(counts) as any_counts
from tallies
group by member, component;

create or replace temp table component_results as
select w.member, w.component, w.weight,
  case
    when c.raters is not null and not c.prefilled then p.mean
    when c.tallied then t.mean
    else t.only_score
  end as score,
  (case when c.out_of_weight then score::hugeint * 10000 else w.weight::hugeint * score end) as part,
  p.ballots, p.kept, p.total,
  case
    when score is not null then null
    when c.raters is not null and p.mean is null then 'too_few_ballots'
    when c.tallied and not coalesce(t.any_counts, false) then 'nothing_counts'
    else 'nothing_due'
  end as reason
from weights w
join components c using (component)
left join tally_means t on t.member = w.member and t.component = w.component
left join polls p on p.member = w.member and p.component = w.component;

create or replace temp table vetoes as
select member, ref, day
from facts
join vetoing using (kind)
where document <> '' and day between veto_from() and as_of() and member in (select member from assessed);

create or replace temp table weighed as
select a.member,
  case when bool_or(r.reason is not null) then null else coalesce(half_up(sum(r.part), 10000), 0)::bigint
  end as weighted
from assessed a
left join component_results r using (member)
group by a.member;

create or replace temp table scored as
select w.member, w.weighted,
  case when w.weighted is null then 'incomplete' else 'complete' end as status,
  case when w.weighted is not null then clamp(j.points::bigint, -within(), within()) end as adjustment,
  finished(clamp(w.weighted + coalesce(adjustment, 0), 0, ceiling())) as score,
  w.member in (select member from vetoes) as veto
from weighed w
left join adjustments j on j.member = w.member and j.period = period() and within() is not null;

create or replace temp table results as
select p.member, p.branch, p.variant,
  case when p.absent is not null then 'not_assessed' else s.status end as status,
  s.score, s.adjustment, b.band, coalesce(s.veto, false) as veto, b.stars, s.weighted
from people p
left join scored s using (member)
left join bands b on b.position = band_reached(s.score, s.veto);

create or replace temp table reasons as
select member, 0 as part, 0 as component, '' as ref, null::date as day, absent as why,
  case absent when 'variant' then variant else '' end as subject,
  case absent when 'away' then 100 * counting end as have,
  case absent when 'away' then 100 * ended end as need
from people
where absent is not null
union all
select r.member, 1, r.component, '', null, r.reason, c.code,
  case r.reason when 'too_few_ballots' then 100 * r.ballots end,
  case r.reason when 'too_few_ballots' then 100 * c.at_least end
from component_results r
join components c using (component)
where r.reason is not null
union all
select member, 2, 0, ref, day, 'veto', ref, null, null
from vetoes;

-- Facts of the period that no rule looks at and that have no other effect.
create or replace temp table idle as
select cell(t.track, m.month, o.sort) as cell, o.sort
from (select distinct track from assessed) t
cross join calendar m
cross join sorts o
anti join excusing e on e.kind = o.kind
anti join (
  select t.track, n.month, l.kind, l.outcome
  from looks l
  join slots s using (rule)
  join track_slots t on t.slot = s.slot
  join calendar n on n.month between s.first_month and s.last_month
  where l.matched
) seen on seen.track = t.track and seen.month = m.month and seen.kind = o.kind and seen.outcome = o.outcome;

create or replace temp table uncounted as
select d.member, d.ref, d.day, i.sort
from diary d
join idle i using (cell)
anti join vetoes v on v.ref = d.ref
where d.day >= period_start();
