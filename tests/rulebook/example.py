"""A scheme made by hand in which no two numbers are alike, with every measure and every ending."""

from __future__ import annotations

from xianfeng.engine.loading import load_scheme
from xianfeng.engine.scheme import Scheme
from xianfeng.schemes.library import catalogue

TEXT = """
scheme: sample
title: {zh: 样本办法, en: Sample scheme}
version: "2023-02-09"
source: "003:L12"
period: half_year
at_most: 98
band_on: hundredths
year: {flags: {stars: 6, source: default}}
variants:
  standard: {title: {zh: 在岗党员, en: member in service}}
  floating: {title: {zh: 流动党员, en: floating member}}
  guest: {title: {zh: 列席人员, en: guest}, assessed: false}
offices: {secretary: {zh: 党支部书记, en: branch secretary}}
sheets:
  points:
    title: {zh: 积分表, en: points sheet}
    start: 1.11
    at_least: 2.22
    at_most: 97
    sections:
      base:
        title: {zh: 基础, en: base}
        of: 60.6
        items:
          life:
            title: {zh: 组织生活, en: organisation life}
            points: 20.2
            rules:
              - {ratio: meeting.lecture, met: [present, online], points: 20.2}
          hours:
            title: {zh: 学时, en: hours}
            points: 40.4
            rules:
              - reach: study.collective
                outcome: present
                target: {secretary: 57, floating: 13, otherwise: 33}
                every: year
                points: 40.4
                source: {target: "000:L25 学时规定", points: default}
              - {shortfall: training.central, outcome: present, target: 17.5, per: 3.5, points: -1.3, source: default}
              - {absence: contact.made, every: quarter, points: -1.7, only: floating}
      plus:
        title: {zh: 加分, en: plus}
        plus: 31
        items:
          work:
            title: {zh: 工作, en: work}
            points: 29
            rules:
              - {each: volunteer.service, per: 4.5, points: 1.9, at_most: 8.8, every: quarter}
              - {each: community.report, points: 2.3, times: 7}
              - {each: saving.certified, judged: [1.4, 4.6]}
              - {each: award.granted, points: {branch: 3.1, unit: 5.3, company: 8.9}}
              - {latest: pledge.progress, points: {fulfilled: 12.1, mostly: 9.2, partly: 5.4, not: 0}}
              - {average: form.report, if_none: full, points: {accepted: 6.1, partly_returned: 4.2, restudy: 2.4, talk: 1.6, overdue: 0.5}}
      minus:
        title: {zh: 扣分, en: minus}
        minus: 23
        items:
          absent:
            title: {zh: 缺席, en: absence}
            rules:
              - {each: meeting.lecture, outcome: absent, points: -2.7, source: default}
  form:
    title: {zh: 互评表, en: review form}
    sections:
      all:
        title: {zh: 各方面, en: aspects}
        of: 100
        items:
          work: {title: {zh: 岗位, en: post}, points: 44}
          style: {title: {zh: 作风, en: style}, points: 56}
components:
  points: {title: {zh: 积分, en: points}, weight: {floating: 65, otherwise: 55}, sheet: points, tally: quarter}
  mutual:
    title: {zh: 互评, en: mutual review}
    weight: {floating: 35, otherwise: 45}
    sheet: form
    raters: mutual
    at_least: 4
    trim: {drop: 2, when: 9}
    grades: {good: {title: {zh: 好, en: good}, worth: 99}, poor: {title: {zh: 差, en: poor}, worth: 48}}
adjust: {by: consult, within: 3.3, source: default}
bands:
  - {code: high, title: {zh: 高, en: high}, at_least: 91, stars: 3}
  - {code: low, title: {zh: 低, en: low}, at_least: 0, stars: 1}
veto: {kinds: [decision.discipline]}
consequences:
  - {when: {band: low}, do: talk, by: [secretary, group_leader], within_days: 14, source: {within_days: default}}
  - {when: {status: complete}, do: publish, by: village}
  - {when: {flags_at_least: 1}, at: year, do: nominate, by: branch_meeting}
"""

NUMBERS = (
    "98.00", "1.11", "2.22", "97.00", "60.60", "20.20", "40.40", "57", "13", "33", "17.5", "3.5", "1.30", "1.70",
    "31.00", "29.00", "4.5", "1.90", "8.80", "2.30", "7", "1.40", "4.60", "3.10", "5.30", "8.90", "12.10", "9.20",
    "5.40", "0.00", "6.10", "4.20", "2.40", "1.60", "0.50", "23.00", "2.70", "44.00", "56.00", "100.00", "65%",
    "55%", "35%", "45%", "4", "2", "9", "99%", "48%", "3.30", "91.00", "3", "1", "6", "14", "0.01",
)  # fmt: skip
"""Every number of the scheme, as a rule book prints it."""


def sample() -> Scheme:
    return load_scheme(TEXT, "sample.yaml", catalogue())
