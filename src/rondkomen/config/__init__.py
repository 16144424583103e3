"""Settings, addresses and the WSGI entry point; everything comes from the environment."""
