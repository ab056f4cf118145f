"""How long pages take, in an area of 710 members and in a company of 29,136: python -m benchmarks.web."""
