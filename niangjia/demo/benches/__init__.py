"""Measurements of the model city. They change nothing that is kept."""
