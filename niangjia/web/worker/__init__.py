"""What a worker sees on her phone."""
