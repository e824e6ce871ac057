"""What may be wrong with a key or a signature."""

from __future__ import annotations

from ledsys.errors import LedsysError


class SignatureError(LedsysError):
    """The signature is not one of this key on this text for this purpose."""


class SignatureFormError(SignatureError):
    """The bytes are no signature or no key that ledsys takes, whatever they were made from."""
