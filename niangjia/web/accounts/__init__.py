"""Signing in and out, the second factor, whose number this is."""
