"""Pictures: from frozen values and ready words to a Drawing, and from that to PNG or SVG."""
