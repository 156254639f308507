"""How the models and tables that ship are made."""
