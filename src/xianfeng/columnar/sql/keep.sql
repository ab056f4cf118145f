-- What the year needs of a period (section 9): kept while its other periods are settled.

create table if not exists period_results (member integer, status varchar, score bigint, veto boolean, stars bigint);

insert into period_results select member, status, score, veto, stars from results;
