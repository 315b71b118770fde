"""Comparing a figure with what the report says."""
