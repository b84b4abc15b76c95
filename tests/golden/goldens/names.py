"""Every name that golden results take from a deeper module: what moves is followed here alone.

What stays where it is (`apprentice_shared.messages`, `apprentice_backend.agents.create`, the store, the profiles …) is
imported where it is used.
"""

from __future__ import annotations

import canvases
import paintings
import slates_made
from qt_waiting import wait_until
from stand_in_documents import StandInDocuments

import apprentice.actions.app as app_module
from apprentice.actions.controller import Controller
from apprentice.link.connection import BackendConnection
from apprentice.link.keeper import LinkStatus, Phase
from apprentice.model.slates import DocumentRef
from apprentice.panel.panel import Panel
from apprentice.pictures.convert import Picture, to_picture
from apprentice.qt import QtWidgets
from apprentice.shown.show_panel import show_panel
from apprentice_backend.agents.priors.prior import Prior, TasteGuess
from apprentice_backend.packs import __file__ as packs_module_file
from apprentice_backend.palettes.color_values import color_weights
from apprentice_backend.palettes.extract import extract_palette
from apprentice_backend.palettes.formats import EXTENSIONS, by_extension
from apprentice_backend.palettes.recommend import recommend
from apprentice_backend.palettes.swatch import Palette, Swatch
from apprentice_backend.palettes.tools.arrange import limit_palette, sort_palette
from apprentice_backend.palettes.tools.contrast import read_contrast
from apprentice_backend.palettes.tools.ramps import make_ramp
from apprentice_backend.palettes.tools.repaint import remap_pixels
from apprentice_backend.palettes.tools.vary import vary_palette
from apprentice_backend.palettes.tools.vision import KINDS, confused_pairs, preview_vision
from apprentice_backend.studio import EngineKey, EnginePool, ImageCache, Outlet, PackShelf, Studio
from apprentice_backend.surroundings import Surroundings
from apprentice_shared.images import ImageFrame, PixelFormat, decode_image, encode_image

__all__ = [
    "EXTENSIONS",
    "KINDS",
    "BackendConnection",
    "Controller",
    "DocumentRef",
    "EngineKey",
    "EnginePool",
    "ImageCache",
    "ImageFrame",
    "LinkStatus",
    "Outlet",
    "PackShelf",
    "Palette",
    "Panel",
    "Phase",
    "Picture",
    "PixelFormat",
    "Prior",
    "QtWidgets",
    "StandInDocuments",
    "Studio",
    "Surroundings",
    "Swatch",
    "TasteGuess",
    "app_module",
    "by_extension",
    "canvases",
    "color_weights",
    "confused_pairs",
    "decode_image",
    "encode_image",
    "extract_palette",
    "limit_palette",
    "make_ramp",
    "packs_module_file",
    "paintings",
    "preview_vision",
    "read_contrast",
    "recommend",
    "remap_pixels",
    "show_panel",
    "slates_made",
    "sort_palette",
    "to_picture",
    "vary_palette",
    "wait_until",
]
