"""Values to ask for always or never: `lock_section` lists them, each a `proof_chip` with its small picture."""
