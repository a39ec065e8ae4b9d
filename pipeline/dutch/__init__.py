"""The Dutch language: second person, wording, spelling; used by check, diff and render."""
