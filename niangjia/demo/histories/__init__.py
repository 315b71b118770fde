"""Matters that people of the city brought before the union, acted out through the real verbs."""
