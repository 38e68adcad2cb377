"""What can go wrong, said so that a person knows what to do."""


class VocError(Exception):
    """Base of all errors voc raises on purpose; the message is one line for people."""


class InputError(VocError):
    """A file or text could not be read at all."""


class ModelError(VocError):
    """A model is missing, damaged or of the wrong shape."""


class SettingError(VocError):
    """A setting or option holds a value that does not work."""


class NotFoundError(VocError):
    """An account, topic or other thing by that id is not in the store."""
