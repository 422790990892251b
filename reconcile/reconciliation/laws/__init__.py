"""The laws that claims must obey, one module a law; each takes claims and returns findings."""
