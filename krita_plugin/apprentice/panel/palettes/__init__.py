"""The widgets of palettes: the strip under the cards, the page of colours, and the palette that rules."""
