"""Our own voice: when it was played, how late it is heard, and what is heard without it."""

from earnest.listening.echo.clean import CleanMicrophone
from earnest.listening.echo.delay import find_delay
from earnest.listening.echo.reference import Reference

__all__ = ["CleanMicrophone", "Reference", "find_delay"]
