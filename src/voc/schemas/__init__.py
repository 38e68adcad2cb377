"""The JSON shapes others rely on, made from types. The CLI and the API both answer with these."""
