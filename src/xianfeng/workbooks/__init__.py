"""Spreadsheets in and out. tables: what goes in, as data · files, checking: reading · writing: results."""
