"""What was published or reported: regions, outlets, feeds, fetches, items. Facts, not meaning."""
