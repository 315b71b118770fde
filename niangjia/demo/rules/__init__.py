"""What the model city is made of: plain Python, the same for the same seed."""
