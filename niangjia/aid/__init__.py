"""Families in difficulty: the file, the tier, the exit."""
