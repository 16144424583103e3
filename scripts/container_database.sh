#!/bin/sh
# Runs once, when the database container is new: a plain role that owns a database of its own.
# The wall between municipalities is row-level security, which no superuser would notice.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --set "word=$RONDKOMEN_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE rondkomen LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'word';
CREATE DATABASE rondkomen OWNER rondkomen;
-- The server's own log quotes statements and the values that break a rule: of this role it must not.
ALTER ROLE rondkomen SET log_error_verbosity = terse;
ALTER ROLE rondkomen SET log_min_error_statement = panic;
ALTER ROLE rondkomen SET log_statement = none;
SQL
