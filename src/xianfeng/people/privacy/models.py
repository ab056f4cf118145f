"""Notices read, requests for correction or erasure, and how long things are kept."""

from __future__ import annotations
