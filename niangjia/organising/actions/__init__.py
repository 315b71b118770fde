"""What organising can do, one verb a file."""
