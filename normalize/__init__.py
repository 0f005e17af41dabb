"""Text to typed values: 令和7年9月1日 → 2025-09-01. Pure functions without state; what can't be told is None with a flag."""
