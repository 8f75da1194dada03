"""Region packs: everything regional as data, checked on reading and merged with people's edits."""
