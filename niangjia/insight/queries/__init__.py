"""Questions to the figures."""
