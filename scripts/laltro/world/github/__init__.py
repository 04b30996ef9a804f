"""GitHub: what is there, what is made there, and how a repository is set up. Only here is PyGithub known."""
