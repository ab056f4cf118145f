"""The methods as data: a YAML file each, with worked cases beside them."""
