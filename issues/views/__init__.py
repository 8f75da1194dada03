"""Pages of `issues`: read through a named query, render, done."""
