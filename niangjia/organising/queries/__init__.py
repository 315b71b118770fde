"""Questions about joining, transfers and dues."""
