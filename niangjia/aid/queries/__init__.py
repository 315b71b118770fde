"""Questions about family files."""
