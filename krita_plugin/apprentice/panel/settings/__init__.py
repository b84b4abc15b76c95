"""The parts of the settings: `engine_box` chooses the engine, `packs` the attribute packs, each over a `proof_row`."""
