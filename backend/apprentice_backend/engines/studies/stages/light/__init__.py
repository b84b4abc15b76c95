"""Light: haze, glow, pools and sweeps over a picture, and the value guard that keeps mixes of them clear."""
