"""A second evaluator, written from the description of the checks over the bundle's rows; no code of the rules.

It is slow and plain on purpose: every check is a loop over dictionaries. Where it and the rules disagree, one is wrong.
"""
