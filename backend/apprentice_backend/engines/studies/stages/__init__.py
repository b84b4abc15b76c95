"""The stages of a study: `ground`, `brushwork`, `framing`, `colour`, `light`, in the order in which it is made."""
