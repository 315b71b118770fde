"""Making the city, and moving its clock."""
