"""What is done with a submission on a platform of code, whichever it is."""
