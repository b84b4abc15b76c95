"""Krita's folders on this system, and the plugin's way into them: bundle, install, enable, launch."""
