"""Third floor: the electronic journal, system of record, with its store."""
