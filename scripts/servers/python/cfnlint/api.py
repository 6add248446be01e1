"""The lint that finds nothing."""


def lint(template, rules, regions):
    return []
