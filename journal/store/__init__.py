"""The journal's database: tables, transactions, repositories, named relations."""
