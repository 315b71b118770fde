"""Titles given to people, and taken back."""
