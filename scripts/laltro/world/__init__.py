"""The only input and output: files, git, the builder, the loopback door."""
