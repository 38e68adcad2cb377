"""Pictures and tables of a store's topics: each file gathers, counts and names what one of them shows."""
