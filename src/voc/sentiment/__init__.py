"""How a segment sounds: positive, neutral, negative, or unknown when too thin to tell."""
