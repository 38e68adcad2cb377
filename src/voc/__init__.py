"""voc: voice of the customer for B2B customer success, Japanese and English as equals."""

__version__ = "0.1.0"
