"""Meetings of singles: proof of being single, who liked whom, pairs, blocks, reports."""
