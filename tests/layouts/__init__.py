"""Books of municipalities that do not exist, printed in many layouts by several producers, and read back."""
