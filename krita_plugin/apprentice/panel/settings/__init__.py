"""Parts of the settings: the engine, the packs with their pictures, and `name_field`, where a profile is named."""
