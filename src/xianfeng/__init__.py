"""Xianfeng 先锋: how party branches educate their members and make their work visible."""

__version__ = "0.1.0"
