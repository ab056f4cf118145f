-- Arithmetic in whole hundredths (section 1). An open end is null.

create or replace temp macro half_up(n, d) as
  case when n >= 0 then (2 * n + d) // (2 * d) else -((2 * -n + d) // (2 * d)) end;

-- least() and greatest() pass over null, which an open end wants and a missing value must not have.
create or replace temp macro clamp(n, at_least, at_most) as
  case when n is not null then greatest(least(n, at_most), at_least) end;

create or replace temp macro covers(from_day, to_day, day) as
  (from_day is null or from_day <= day) and (to_day is null or day <= to_day);

create or replace temp macro finished(n) as
  case when on_whole() then half_up(n, 100) * 100 else n end;

-- The first band that the score reaches; the last one after a veto; none without a score (section 8).
create or replace temp macro band_reached(score, veto) as (
  select case when score is null then null when veto then max(position)
    else min(position) filter (score >= at_least) end
  from bands
);

-- A cell is where facts of one kind and outcome stand in one month of one track.
create or replace temp macro cell(track, month, sort) as (track * 16 + month) * 100000 + sort;
