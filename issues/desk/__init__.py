"""The desk (meja): what waits for a person, who works on it, and what a person fills in.

`queue` says what waits and in which order, `holds` who works on what, `sheet` what the form
shows, `answers` what came back from it, `page` all of it together.
"""
