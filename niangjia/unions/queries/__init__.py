"""Questions to the tree and the employers."""
