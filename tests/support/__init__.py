"""What tests share. Importable because pytest puts `tests` on the path."""
