"""The data contract as pydantic models: functieboek, bevindingen and wijzigingen."""
