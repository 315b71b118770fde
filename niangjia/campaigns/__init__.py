"""Quizzes, photo walls and wishes: taking part counts once."""
