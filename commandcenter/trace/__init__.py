"""The trace: who changed what when, before and after, written by the database itself.

Triggers write it, so bulk updates and SQL by hand are caught as well. One table for all kinds,
instead of django-pghistory's event table per model: its union over 14 tracked models took more
than a second for a page of 30 at 14,000 events, where this table answers from an index.
"""
