"""What the demo tells of itself."""
