"""How fast a settlement is, measured against floors and other ways to do the same. See `columnar`."""
