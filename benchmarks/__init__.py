"""The figures of the README, each printed by a command here, beside a baseline of the same run."""
