"""What voc remembers: documents, findings, topics, accounts, runs. The only room with SQL."""
