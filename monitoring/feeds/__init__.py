"""Bytes of a feed, whatever its kind, read into the same values. Pure."""
