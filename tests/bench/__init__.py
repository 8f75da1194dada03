"""The benchmark: starts the real stack with the sample province and measures it from outside.

Timings live here and nowhere in the tests, because they depend on the machine.
"""
