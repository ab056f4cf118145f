-- Digests of what went in and what came out, a member at a time: the same lines as `engine.digest` makes.
-- Codes of the scheme need no escaping; what people have written does. An empty list's text is null before
-- DuckDB 1.5.

create or replace temp macro escaped(words) as
  replace(replace(replace(replace(words, '\', '\\'), chr(9), '\t'), chr(10), '\n'), chr(13), '\r');
create or replace temp macro shown(words) as
  case
    when words is null then '\N'
    when contains(words, '\') or contains(words, chr(9)) or contains(words, chr(10)) or contains(words, chr(13))
      then escaped(words)
    else words
  end;
create or replace temp macro plain(value) as coalesce(value::varchar, '\N');
create or replace temp macro truth(value) as value::integer::varchar;
create or replace temp macro text_of(lines) as array_to_string(list_sort(list(lines)), chr(10)) || chr(10);

create or replace temp table roster_text as
select member, text_of(concat_ws(chr(9), 'roster', shown(branch), shown(group_name), variant,
  coalesce(array_to_string(list_sort(offices), ','), ''), plain(from_day), plain(to_day))) as text
from rows
group by member;

create or replace temp table fact_text as
select member, text_of(concat_ws(chr(9), 'fact', day, shown(ref), kind, quantity, outcome, shown(document))) as text
from facts
where day between first_day() and as_of()
group by member;

create or replace temp table ballot_text as
select t.member, text_of(concat_ws(chr(9), 'ballots', t.rater_kind, array_to_string(t.totals, chr(9)))) as text
from totals t
join components c on c.raters = t.rater_kind
group by t.member;

create or replace temp table answer_text as
select s.member, text_of(concat_ws(chr(9), 'answers', s.rater_kind, s.item, s.worth)) as text
from answer_sums s
join components c on c.raters = s.rater_kind
where s.item <> ''
group by s.member;

create or replace temp table adjustment_text as
select member, text_of(concat_ws(chr(9), 'adjustment', points, shown(document))) as text
from adjustments
where period = period()
group by member;

create or replace temp table resolution_text as
select member, text_of(concat_ws(chr(9), 'resolution', shown(document), component, weight)) as text
from resolutions
where period = period()
group by member;

create or replace temp table carried_text as
select member, text_of(concat_ws(chr(9), 'carried', stars)) as text
from carried
group by member;

create or replace temp table reason_text as
select number, text_of(concat_ws(chr(9), 'reason', why, shown(subject), plain(have), plain(need))) as text
from out_reasons
group by number;

create or replace temp table component_text as
select number, text_of(concat_ws(chr(9), 'component', component, weight, plain(score), plain(part), plain(ballots),
  plain(kept), plain(reason))) as text
from out_components
group by number;

create or replace temp table tally_text as
select number, text_of(concat_ws(chr(9), 'tally', component, tally, truth(counts), plain(score), start, earned, due,
  of_points, plain(base), extra)) as text
from out_tallies
group by number;

create or replace temp table item_text as
select number, text_of(concat_ws(chr(9), 'item', component, tally, section, item, truth(due), plain(sum),
  plain(value))) as text
from out_items
group by number;

create or replace temp table line_text as
select number, text_of(concat_ws(chr(9), 'line', component, tally, item, rule, of_window, shown(ref), plain(day),
  plain(have), plain(need), raw, counted, reason)) as text
from out_lines
group by number;

-- In the order of the first words, so that the lines of a member are sorted as a whole.
create or replace temp view out_digests as
select m.member as number, m.id as member,
  sha256(concat(a.text, n.text, b.text, s.text, f.text, v.text, o.text)) as inputs,
  sha256(concat(c.text, i.text, l.text, w.text,
    concat_ws(chr(9), 'result', shown(r.branch), r.variant, r.status, plain(r.score), plain(r.adjustment),
      plain(r.band), truth(r.veto), plain(r.stars)) || chr(10), t.text)) as results
from members m
left join adjustment_text a using (member)
left join answer_text n using (member)
left join ballot_text b using (member)
left join carried_text s using (member)
left join fact_text f using (member)
left join resolution_text v using (member)
left join roster_text o using (member)
left join component_text c on c.number = m.member
left join item_text i on i.number = m.member
left join line_text l on l.number = m.member
left join reason_text w on w.number = m.member
left join results r on r.member = m.member
left join tally_text t on t.number = m.member;
