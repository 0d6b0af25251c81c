"""“Begin with…”: pages that are half written already, for who does not like an empty one."""
