"""Changes to the tables, oldest first. `Database.prepare` runs those a database has not had yet."""
