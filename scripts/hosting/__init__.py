"""Recipes for hosts and servers, as templates; `python -m scripts.recipes` fills in the policy of the built site."""
