"""The JSON API under /api/v1/: for phones and programs with a token of their own."""
