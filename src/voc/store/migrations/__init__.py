"""How the schema came to be: one file per revision in ``versions``. Stores only move forward."""
