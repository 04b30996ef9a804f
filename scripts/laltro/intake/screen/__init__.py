"""What must not be published: personal data, and cases told of a person."""
