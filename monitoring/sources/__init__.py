"""Sources as people see them: which there are, how they do, how new ones come in."""
