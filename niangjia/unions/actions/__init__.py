"""What can be done to the tree, one verb a file."""
