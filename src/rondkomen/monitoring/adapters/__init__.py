"""Where the monitor meets files and solvers."""
