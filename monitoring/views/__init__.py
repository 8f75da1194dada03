"""Pages of `monitoring`: read through a named query, render, done."""
