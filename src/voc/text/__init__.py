"""Document to segments: decoding bytes, cutting text into the units we embed and score."""
