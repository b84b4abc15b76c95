"""The stages of a study, in order: `ground`, `brushwork`, `framing`, `colour`, `light`."""
