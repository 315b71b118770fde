"""Questions about people, each one query."""
