"""The scheme language: what a scheme file may say, how it is read, and what is checked.

tree: YAML as text with lines · reader, forms, records: how a value is written · keys: the language
itself, as data · draft, rules, sheets, whole, hints: the checks · subjects: what is never assessed.
"""
