"""Field reports: the form, filing and verifying them, and the lists people see."""
