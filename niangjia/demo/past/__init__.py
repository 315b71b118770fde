"""What the union did in the years before: delivered cases and their money, loaded as records by their owners' loaders."""
