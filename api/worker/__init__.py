"""The worker: takes jobs from the database and reads their pages in children that can be killed."""
