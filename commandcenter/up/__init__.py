"""The one-command run: what `make run` and `make demo` start.

Above everything else in the flow, yet free of Django: the supervisor stays small.
"""
