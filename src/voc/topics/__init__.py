"""Segments to topics, and the fixed reasons customers leave for."""
