"""The life of a submission on a platform: what is there, what shall be, and what people are told of it."""
