"""Measures a stage against answers people wrote down: `manage.py evaluate WHAT FOLDER`. Pure."""
