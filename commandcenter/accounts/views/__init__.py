"""Pages of the accounts: ask a form or a row, act, answer."""
