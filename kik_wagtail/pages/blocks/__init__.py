"""What a method page is built of. A host site subclasses MethodBodyBlock to add its own or leave some out."""

from .body import MethodBodyBlock
from .listed import AnswersBlock, ChangesBlock

__all__ = ["AnswersBlock", "ChangesBlock", "MethodBodyBlock"]
