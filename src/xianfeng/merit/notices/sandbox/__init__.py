"""Rendering of Word templates that units supply. Runs in a process of its own, which knows neither Django nor data.

python -m xianfeng.merit.notices.sandbox < what is to be rendered > the document, or what is wrong with it
"""
