"""Bundled PostgreSQL and Valkey: what `make run` starts where the environment names neither.

Below everything else in the flow: no Django, no settings, no third-party imports.
"""
