"""Checks one line of hand arithmetic: "text：2.00 + 1.00 = 3.00"."""

from __future__ import annotations

import ast
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "（": "(", "）": ")", "，": ","})


def holds(line: str) -> bool:
    """Return whether the sum after the last colon is right, rounded half up to 0.01."""
    expression, _, result = re.split(r"[：:]", line)[-1].rpartition("=")
    value = _value(ast.parse(expression.strip().translate(_SIGNS), mode="eval").body)
    return rounded(value) == Decimal(result.strip().translate(_SIGNS))


def rounded(value: Fraction) -> Decimal:
    size = (abs(value) * 100 + Fraction(1, 2)) // 1
    return (Decimal(int(size)) / 100 * (1 if value >= 0 else -1)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=op, right=right):
            return _combined(op, _value(left), _value(right))
        case ast.Call(func=ast.Name(id=("min" | "max") as name), args=args):
            values = [_value(arg) for arg in args]
            return min(values) if name == "min" else max(values)
    raise ValueError(ast.dump(node))


def _combined(op: ast.operator, left: Fraction, right: Fraction) -> Fraction:
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
        case ast.FloorDiv():
            return Fraction(left // right)
    raise ValueError(ast.dump(op))
