"""What can be done to a family file, one verb a file."""
