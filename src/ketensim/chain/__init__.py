"""The Dutch asylum chain, one file an organisation or step; read them beside appendix I of the report."""
