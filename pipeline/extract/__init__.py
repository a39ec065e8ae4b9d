"""File to Document: pages, fonts and boxes become blocks; nothing here knows of HR."""
