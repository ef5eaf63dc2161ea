"""Many runs of the chain, on all cores."""
