"""Lookups as Outputs: the functions of the modules beside this folder. Written by tools/outputs.py."""
