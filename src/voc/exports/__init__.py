"""Tables and quotes as files: CSV, XLSX, HTML, Markdown. From values to bytes, nothing else."""
