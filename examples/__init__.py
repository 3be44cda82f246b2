"""Small programs that use the public names of qa; each runs as it stands."""
