"""What programmes need beyond a place."""
