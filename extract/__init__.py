"""Bytes to `Sheet`: what stands where."""
