"""Joining, transferring, the dues that employers pay."""
