"""What a browser keeps: the same for everybody, of nobody."""

from tests.screens.doors import Door

ALL, NONE = (200,) * 7, (405,) * 7
LANGUAGE = {"args": lambda world: ("fr",), "is_silent": True, "is_for_all": True}
DOORS = {
    "core:offline_page": Door(ALL, NONE, **LANGUAGE),
    "core:service_worker": Door(ALL, NONE, **LANGUAGE),
    "core:web_manifest": Door(ALL, NONE, **LANGUAGE),
}
