"""Rules of the tree, without Django."""
