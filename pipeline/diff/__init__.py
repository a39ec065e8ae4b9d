"""Two functieboeken to changes: matching (what is what) apart from comparing (what differs)."""
