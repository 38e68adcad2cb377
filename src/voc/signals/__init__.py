"""Signals and promises: what a customer's words say about staying or leaving, with the quotes."""
