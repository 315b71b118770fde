"""What can be done to an honour, one verb a file."""
