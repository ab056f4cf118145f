"""From a file to tables of raw values: inspected before any library reads it, nothing trusted.

packages, xmlparts, worksheets, marks: the inspection · excel, folders, sheets: what holds the rows ·
opening, grids, cells: which table and column is which, what a cell holds · places, findings, refusals: what is wrong, and where.
"""
