"""Django's PostgreSQL backend with a liveness check that costs no query; see base.py."""
