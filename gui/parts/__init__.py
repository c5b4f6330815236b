"""The widgets every page is made of, in the look of the house."""
