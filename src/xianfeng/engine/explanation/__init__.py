"""The tree of one score, in which every number can be recomputed from those printed beside it.

nodes: what a node of the tree is and how it is printed · facts, rules: from facts to rules ·
scores: from items to the result · years: from periods to the year.
"""
