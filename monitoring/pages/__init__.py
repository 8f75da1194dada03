"""Bytes of an article's page read into its text and what it states about itself. Pure.

`extract.Extractor` asks; a child process (`extract_child`) that may be killed reads.
"""
