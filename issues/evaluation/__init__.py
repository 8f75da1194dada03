"""Measures reading against labels people wrote: `manage.py evaluate WHAT PATH --pack`. Pure."""
