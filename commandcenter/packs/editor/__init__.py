"""The editor of regional data: one mechanism, one table of kinds (kinds.py), one form each."""
