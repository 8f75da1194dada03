"""Real Indonesian news, seeds and labelled headlines, from ../shared, through the real pipeline.

Nothing of that folder is kept here: where it does not exist, there is nothing to run.
"""
