"""The tree of unions and the employers they stand in."""
