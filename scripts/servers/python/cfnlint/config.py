"""Nothing to set."""


def configure_logging(*_):
    return None
