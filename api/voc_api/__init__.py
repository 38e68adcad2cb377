"""The HTTP side of voc: the same answers as the command line, under /v1."""
