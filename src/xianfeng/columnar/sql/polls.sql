-- Ballots: totals, trimming, the mean; the mean of each item for information (section 7).

-- Each ballot's total and each item's sum, in one pass over the answers: one of ballot and item is null.
create or replace temp table answer_sums as
select a.member, a.rater_kind, a.ballot, a.item, sum(coalesce(a.score, g.worth))::bigint as worth, count(*) as answers
from answers a
left join grade_worths g using (rater_kind, item, grade)
where a.period = period()
group by grouping sets ((a.member, a.rater_kind, a.ballot), (a.member, a.rater_kind, a.item));

create or replace temp table polled as
select s.member, c.component, i.position, i.item, s.worth as sum, half_up(s.worth, s.answers) as mean
from answer_sums s
join components c on c.raters = s.rater_kind
join polled_items i on i.component = c.component and i.item = s.item
join weights w on w.member = s.member and w.component = c.component
where s.item <> '';

create or replace temp table totals as
select member, rater_kind, list_sort(list(worth)) as totals
from answer_sums
where ballot is not null
group by member, rater_kind;

create or replace temp table polls as
with counted as (
  select w.member, w.component, coalesce(len(t.totals), 0) as ballots,
    coalesce(len(t.totals), 0) >= c.at_least as enough,
    case when len(t.totals) >= c.trim_when
      then t.totals[c.trim_drop + 1 : len(t.totals) - c.trim_drop] else t.totals end as kept
  from weights w
  join components c using (component)
  left join totals t on t.member = w.member and t.rater_kind = c.raters
  where c.raters is not null
)
select member, component, ballots,
  case when enough then len(kept) end as kept,
  case when enough then list_sum(kept)::bigint end as total,
  case when enough then half_up(list_sum(kept)::bigint, len(kept)) end as mean
from counted;

-- Where raters answered an item, facts do not fill it in.
create or replace temp table answered as
select p.member, i.item, i.item_slot, i.component, i.points
from polled p
join components c using (component)
join item_slots i on i.component = p.component and i.code = p.item
where c.prefilled;
