"""Layout of every page: shells, components, template tags and their gallery (README.md beside)."""
