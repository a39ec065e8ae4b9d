"""PDF to Document: an engine gives words and rules per page, the layout makes lines, blocks and tables of them."""
