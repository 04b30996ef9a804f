"""What the site carries of others: the map's scripts and styles (their licences: theme/assets/licences)."""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path

FOLDER = "assets/leaflet"
# Package → where it keeps its files, and those of them that theme/assets/map.js loads.
_PARTS = {
    "XStatic-Leaflet": ("xstatic/pkg/leaflet/data", ("leaflet.css", "leaflet.js")),
    "XStatic-Leaflet-MarkerCluster": (
        "xstatic/pkg/leaflet_markercluster/data",
        ("MarkerCluster.css", "leaflet.markercluster.js"),
    ),
}


def map_library() -> dict[str, bytes]:
    """The files of the map's library by their path in the site."""
    return {
        f"{FOLDER}/{name}": Path(str(distribution(package).locate_file(f"{folder}/{name}"))).read_bytes()
        for package, (folder, names) in _PARTS.items()
        for name in names
    }
