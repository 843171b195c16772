"""Checks on the pages as editors write them; each yields located problems and edits nothing."""
