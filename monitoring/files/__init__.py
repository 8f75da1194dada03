"""Files that people bring: taken in within bounds, photos cleaned, stored under names of ours."""
