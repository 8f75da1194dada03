"""The fault laboratory: whatever dies, nothing is lost; `make faults` proves it.

docs/faults.md says what each scenario does and how to read the table.
"""
