"""No rules."""


def get_rules(*_):
    return []
