"""What people look at: tables in the terminal, charts and pages, in Dutch and English."""
