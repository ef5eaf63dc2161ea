"""The version of the package, for rooms that may not look at its public door."""

VERSION = "0.1.0"
