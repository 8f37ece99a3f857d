"""Mails about notifications: made when due, written when sent, sent by one loop on each machine.

Every step is a short transaction of its own, so that nothing is lost and no lock is held while a mail server is slow:

1. `composing`: notifications that are due become mails (rows).
2. `sending`: a mail is claimed by moving its next try into the future, sent, and marked as sent. Whoever dies in
   between leaves it to be claimed again later; its Message-ID stays the same.
"""

from .loop import sending_here, work_through

__all__ = ["sending_here", "work_through"]
